import { isFailure } from "@plinth/client";
import { CommanderError } from "commander";
import { exitCodes, Stop } from "./stop.ts";

/** What is said about an error, on standard error or, with `--json`, as an object. */
export interface Explanation {
  code: string;
  message: string;
  hint?: string;
  details?: unknown;
  issues?: unknown;
  requestId?: string;
  exitCode: number;
}

/** Turns whatever a command threw into words and an exit code; `undefined` for what nobody expected. */
export function explain(error: unknown): Explanation | undefined {
  if (error instanceof CommanderError) {
    const message = error.message.replace(/^error: /, "");
    return { code: "USAGE", message, hint: "Add --help for what there is.", exitCode: exitCodes.usage };
  }
  const stop =
    error instanceof Stop ? error : error instanceof Error && error.cause instanceof Stop ? error.cause : null;
  if (stop) {
    const { message, hint, exitCode } = stop;
    return { code: codeOf(exitCode), message, ...(hint && { hint }), exitCode };
  }
  if (isFailure(error)) {
    const { code, details, issues, requestId, path } = error.data;
    const byKey = error.message.startsWith("This key ");
    const signIn = code === "UNAUTHORIZED" && path !== "sessions.signIn" && !byKey;
    return {
      code,
      message: signIn ? "Your session is not valid or has ended." : error.message,
      ...(signIn && { hint: "Sign in with: plinth login" }),
      ...(code === "UNAUTHORIZED" && byKey && { hint: "Give another by PLINTH_KEY, or leave it out." }),
      ...(code === "INTERNAL_SERVER_ERROR" && { hint: `The server's log says more, under request ${requestId}.` }),
      ...(details && { details }),
      ...(issues && { issues }),
      ...(requestId && { requestId }),
      exitCode: exitCodes.refused,
    };
  }
  return undefined;
}

function codeOf(exitCode: number): string {
  if (exitCode === exitCodes.usage) return "USAGE";
  return exitCode === exitCodes.unreachable ? "UNREACHABLE" : "REFUSED";
}
