import { type DatabaseErrorKind, databaseErrorKind, StaleRowError } from "@plinth/database";
import { initTRPC, TRPCError } from "@trpc/server";
import { ZodError } from "zod";
import type { RequestContext } from "./context.ts";
import { Failure, type FailureCode, type FailureDetails, failureCodes } from "./failure.ts";

/** What is declared about each procedure besides its input and output. */
export interface ProcedureMeta {
  kind: "query" | "mutation" | "action" | "subscription";
  audience: Audience;
  /** How many calls one call counts for in rate limits. */
  weight: number;
  /** Whether whoever calls must have proved a moment ago that it is them. */
  sensitive?: boolean;
}

/** Who may call a procedure at all, before any rule about rows. */
export type Audience = "anyone" | "anyone but keys" | "signed-in" | "person" | "operator";

/** One thing that is wrong with an input: where, and what, never the value itself. */
export interface InputIssue {
  path: string;
  message: string;
}

export const t = initTRPC
  .context<RequestContext>()
  .meta<ProcedureMeta>()
  .create({
    isDev: false,
    // A proxy closes what is silent for a minute; so does this server.
    sse: { ping: { enabled: true, intervalMs: 20_000 }, client: { reconnectAfterInactivityMs: 30_000 } },
    errorFormatter: ({ shape, error, ctx, path }) => ({
      code: shape.code,
      message: safeMessage(error),
      data: {
        code: error.code === "PARSE_ERROR" ? "BAD_REQUEST" : error.code,
        httpStatus: shape.data.httpStatus,
        path: path === undefined ? null : brief(path, 100),
        requestId: ctx?.requestId ?? null,
        details: detailsOf(error),
        issues: issuesOf(error),
      },
    }),
  });

/** Turns whatever a verb threw into the one error tRPC sends: the only place where a cause becomes a code. */
export function toTRPCError(thrown: unknown): TRPCError {
  if (thrown instanceof TRPCError) return thrown;
  const failure = toFailure(thrown);
  return new TRPCError({ code: failure.code, message: failure.message, cause: failure });
}

const unavailable = ["SERVICE_UNAVAILABLE", "The service is busy. Try again in a moment."] as const;
const refused = ["CONFLICT", "This clashes with something that exists, or with what was just changed."] as const;
const unstorable = ["BAD_REQUEST", "A value cannot be stored."] as const;

const databaseFailures: Record<DatabaseErrorKind, readonly [FailureCode, string]> = {
  unique: refused,
  foreign_key: refused,
  not_null: ["INTERNAL_SERVER_ERROR", "Something went wrong."],
  check: unstorable,
  value: unstorable,
  too_many_values: ["BAD_REQUEST", "Too many values at once."],
  read_only: ["INTERNAL_SERVER_ERROR", "Something went wrong."],
  serialization: unavailable,
  timeout: unavailable,
  busy: unavailable,
  full: ["SERVICE_UNAVAILABLE", "The service is out of storage."],
  unavailable,
};

/** The refusal a thrown value amounts to; a `Failure` is itself. */
export function toFailure(thrown: unknown): Failure {
  if (thrown instanceof Failure) return thrown;
  if (thrown instanceof StaleRowError)
    return new Failure("CONFLICT", "This was changed or removed meanwhile.", { cause: thrown });
  const kind = databaseErrorKind(thrown);
  const [code, message] = kind ? databaseFailures[kind] : (["INTERNAL_SERVER_ERROR", "Something went wrong."] as const);
  return new Failure(code, message, { cause: thrown });
}

const NOT_JSON = "The request is not valid JSON.";

const messages: Partial<Record<TRPCError["code"], string>> = {
  PARSE_ERROR: NOT_JSON,
  NOT_FOUND: "There is no such procedure. If it was there before, this client is outdated: reload or update it.",
  METHOD_NOT_SUPPORTED: "This procedure is called with another HTTP method.",
  PAYLOAD_TOO_LARGE: "The request is too large.",
  UNSUPPORTED_MEDIA_TYPE: "Send application/json.",
  BAD_REQUEST: "The request is not valid.",
};

// What tRPC refuses by itself, told by how its message begins; the rest of it may repeat the request.
const refusals: [start: string, message: string][] = [
  ["Batch call exceeds maximum size", "The batch holds too many calls."],
  ['"input" needs to be an object', "The input of a batch is an object that has each call's input under its index."],
  ["Cannot mix procedure types", "A batch holds queries or mutations, not both."],
  ["Cannot batch subscription", "A subscription cannot be part of a batch."],
  ["Streaming requests must be batched", "JSON lines are for batches; a batch of one call will do."],
  ["Cannot use stream-like response", "This procedure streams its answer: call it over a streaming link."],
  ["Invalid URL-encoding in path", "The address is not encoded correctly."],
];

function safeMessage(error: TRPCError): string {
  if (error.cause instanceof Failure) return error.cause.message;
  const issues = issuesOf(error);
  if (issues) return issues.map(({ path, message }) => (path ? `${path}: ${message}` : message)).join("; ");
  const [, known] = refusals.find(([start]) => error.message.startsWith(start)) ?? [];
  if (known) return known;
  if (error.code === "BAD_REQUEST" && error.cause instanceof SyntaxError) return NOT_JSON;
  return messages[error.code] ?? "Something went wrong.";
}

function detailsOf(error: TRPCError): FailureDetails | null {
  return error.cause instanceof Failure ? (error.cause.details ?? null) : null;
}

// They are sent twice, as they are and as one sentence, in an answer of at most 4 KiB.
const ISSUES_BYTES = 1_800;

/** The first issues, as many as fit: names of unknown fields come from the caller, who is not paid back in kind. */
function issuesOf(error: TRPCError): InputIssue[] | null {
  if (error.code !== "BAD_REQUEST" || !(error.cause instanceof ZodError)) return null;
  const issues: InputIssue[] = [];
  let bytes = 0;
  for (const { path, message } of error.cause.issues) {
    const issue = { path: brief(path.join("."), 80), message: brief(message, 200) };
    bytes += Buffer.byteLength(JSON.stringify(issue));
    if (bytes > ISSUES_BYTES) break;
    issues.push(issue);
  }
  return issues;
}

/** The start of a text; a character that is cut in half is replaced. */
function brief(text: string, length: number): string {
  return text.slice(0, length).toWellFormed();
}

/** Whether an error deserves a line in the log beyond the request's own: it is ours, not the caller's. */
export function isOurFault({ code }: TRPCError): boolean {
  // What cannot be parsed is the caller's, and its cause quotes it.
  if (code === "PARSE_ERROR") return false;
  return (
    code === "INTERNAL_SERVER_ERROR" ||
    code === "SERVICE_UNAVAILABLE" ||
    !(failureCodes as readonly string[]).includes(code)
  );
}
