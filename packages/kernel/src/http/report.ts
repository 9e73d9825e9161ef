import type { TRPCError } from "@trpc/server";
import type { RequestContext } from "../context.ts";
import { isOurFault } from "../trpc.ts";
import { loggedPath } from "./logged-path.ts";

type Caller = Pick<RequestContext, "log"> & Partial<Pick<RequestContext, "actor" | "client">>;

/** Writes down that a call was refused, to whom and where: what is our fault, as an error. */
export function report({ log, actor, client }: Caller, error: TRPCError, asked: string | undefined): void {
  try {
    // A name that no procedure has is whatever somebody sent.
    const procedure = asked && loggedPath(asked);
    const address = client?.address ?? null;
    const userId = actor && "userId" in actor ? actor.userId : null;
    if (isOurFault(error)) log.error({ procedure, address, userId, error }, "procedure failed");
    else log.info({ procedure, address, userId, code: error.code }, "procedure refused");
  } catch {
    // What cannot be logged is answered all the same: tRPC's adapters would leave the caller waiting, and end the process.
  }
}
