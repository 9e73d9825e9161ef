/** Every way a call can be refused. Clients may rely on these words. */
export const failureCodes = [
  "BAD_REQUEST",
  "UNAUTHORIZED",
  "FORBIDDEN",
  "NOT_FOUND",
  "CONFLICT",
  "PAYLOAD_TOO_LARGE",
  "UNSUPPORTED_MEDIA_TYPE",
  "METHOD_NOT_SUPPORTED",
  "TOO_MANY_REQUESTS",
  "SERVICE_UNAVAILABLE",
  "INTERNAL_SERVER_ERROR",
] as const;

export type FailureCode = (typeof failureCodes)[number];

/** Facts about a refusal that its caller may see, as plain JSON. */
export type FailureDetails = Record<string, string | number | boolean | null>;

/**
 * A refusal. The message is shown to the caller, so it never holds SQL, values or paths; `cause` is only logged.
 *
 * @example throw new Failure("CONFLICT", "The project is already archived.");
 */
export class Failure extends Error {
  override name = "Failure";
  readonly details: FailureDetails | undefined;

  constructor(
    readonly code: FailureCode,
    message: string,
    options: { details?: FailureDetails; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.details = options.details;
  }
}

/** It does not exist, or the actor must not know that it does: `notFound("project")`. */
export const notFound = (noun: string) => new Failure("NOT_FOUND", `There is no such ${noun}.`);

/** The state of things does not allow it (any more). */
export const conflict = (message: string, details?: FailureDetails) =>
  new Failure("CONFLICT", message, { ...(details && { details }) });

/** The actor sees it but may not do this to it. */
export const forbidden = (message: string) => new Failure("FORBIDDEN", message);

/** Somebody sees a row and may not do this to it. */
export class RefusedDeed extends Failure {
  constructor(
    message: string,
    /** What a row is called, the row itself, and what was to be done: `task`, …, `delete`. */
    readonly of: { noun: string; row: Readonly<Record<string, unknown>>; deed: string },
  ) {
    super("FORBIDDEN", message);
  }
}

/** The request makes no sense, in a way its schema cannot tell. */
export const badRequest = (message: string, details?: FailureDetails) =>
  new Failure("BAD_REQUEST", message, { ...(details && { details }) });
