import type { TRPCError } from "@trpc/server";
import type { RequestContext } from "../context.ts";
import { isOurFault } from "../trpc.ts";

/** Writes down that a call was refused: what is our fault, as an error. */
export function report({ log }: Pick<RequestContext, "log">, error: TRPCError, procedure: string | undefined): void {
  try {
    if (isOurFault(error)) log.error({ procedure, error }, "procedure failed");
    else log.debug({ procedure, code: error.code }, "procedure refused");
  } catch {
    // What cannot be logged is answered all the same: tRPC's adapters would leave the caller waiting, and end the process.
  }
}
