import type { AppRouter, FailureCode } from "@plinth/server";
import { TRPCClientError } from "@trpc/client";

export type { FailureCode };

type CallError = TRPCClientError<AppRouter>;

/** A refusal by the server. `message` is made for people; `data` says the rest. */
export type FailedCall<C extends FailureCode = FailureCode> = CallError & {
  data: Omit<NonNullable<CallError["data"]>, "code"> & { code: C };
};

/**
 * Whether the server refused a call, with one code or with any. After that `error.data` has `code`, `details` (facts about the refusal),
 * `issues` (what is wrong with the input, and where) and `requestId` (to find it in the server's log).
 *
 * @example
 * if (isFailure(error, "CONFLICT")) showNewerVersion(error.data.details);
 */
export function isFailure<C extends FailureCode = FailureCode>(error: unknown, code?: C): error is FailedCall<C> {
  if (!(error instanceof TRPCClientError)) return false;
  const answered: unknown = error.data?.code;
  return typeof answered === "string" && (code === undefined || answered === code);
}

/** Whether no Plinth server answered: the network is down, nobody listens, or something else listens there. */
export function isUnreachable(error: unknown): boolean {
  return error instanceof TRPCClientError && !isFailure(error) && !isAbort(error.cause);
}

function isAbort(cause: unknown): boolean {
  return cause instanceof Error && cause.name === "AbortError";
}
