import { randomUUID } from "node:crypto";
import type { Database } from "@plinth/database";
import { type Actor, createLog, type FailureCode, type RequestContext, t } from "@plinth/kernel";
import type { AnyTRPCProcedure } from "@trpc/server";
import { appRouter } from "../router.ts";

const createCaller = t.createCallerFactory(appRouter);

export type Caller = ReturnType<typeof createCaller>;

const log = createLog("silent");

/** Whatever can be called by its path: all but subscriptions, which follow queries. */
export const paths = Object.entries<AnyTRPCProcedure>(Object(appRouter._def.procedures)).flatMap(([path, { _def }]) =>
  _def.type === "subscription" ? [] : [path],
);

/** A request of an actor's, as the front door makes it. */
export function requestOf(database: Database, actor: Actor): RequestContext {
  return {
    ...{ actor, database, log, requestId: randomUUID(), now: new Date() },
    client: { address: null, userAgent: null },
    setCookie: () => {},
  };
}

/** Calls every procedure as one actor, without a network in between. */
export function callerFor(database: Database, actor: Actor): Caller {
  return createCaller(requestOf(database, actor));
}

/** What came of a call. */
export type Outcome = { code: "OK"; answer: unknown } | { code: FailureCode; error: unknown };

/** Calls a procedure by its path, inside a transaction that is undone, so that every call finds the same. */
export async function tryCall(database: Database, actor: Actor, path: string, input: unknown): Promise<Outcome> {
  const outcome: { of?: Outcome } = {};
  const undone = new Error("undone");
  const transaction = database.write(async () => {
    outcome.of = await call(callerFor(database, actor), path, input);
    throw undone;
  });
  await transaction.catch((error: unknown) => {
    if (error !== undone) throw error;
  });
  if (!outcome.of) throw new Error("a call has an outcome");
  return outcome.of;
}

/** Calls a procedure by its path. */
export async function call(caller: Caller, path: string, input: unknown): Promise<Outcome> {
  const procedure = path.split(".").reduce<unknown>((at, name) => Reflect.get(Object(at), name), caller);
  try {
    // Safe because the paths are those of the router.
    return { code: "OK", answer: await (procedure as (input: unknown) => Promise<unknown>)(input) };
  } catch (error) {
    const { code } = Object(error) as { code?: FailureCode };
    if (code === undefined) throw error;
    return { code, error };
  }
}
