import type { AnyTRPCRouter } from "@trpc/server";
import type { Actor } from "../actor.ts";
import type { ProcedureMeta } from "../trpc.ts";
import { addressKey, RateLimiter, type RateLimits, refuseIfLimited } from "./rate-limit.ts";
import type { ServeOptions } from "./serve.ts";
import { SharedRateLimiter } from "./shared-rate-limiter.ts";

/** Counts calls against the limits of whoever makes them, over all ways into the server. */
export class CallLimits {
  readonly #limiter: RateLimiter | SharedRateLimiter;
  readonly #limits: RateLimits;
  readonly #router: AnyTRPCRouter;

  constructor({ database, log, limits, router }: ServeOptions) {
    this.#limiter = database.shared ? new SharedRateLimiter(database, log) : new RateLimiter();
    this.#limits = limits;
    this.#router = router;
  }

  /** What calls of these procedures count for together. */
  weightOf(names: readonly string[]): number {
    const procedures: Record<string, { _def: { meta?: unknown } }> = this.#router._def.procedures;
    let sum = 0;
    for (const name of names) sum += Object.hasOwn(procedures, name) ? metaOf(procedures[name]).weight : 1;
    return sum;
  }

  /** Counts for an address, and waits only where the database has to be asked. @throws Failure TOO_MANY_REQUESTS */
  ofAddress(address: string | null, weight: number, now: Date): undefined | Promise<void> {
    return this.#take(`address ${addressKey(address)}`, weight, this.#limits.address, now);
  }

  /** The same for the person who calls, if it is one. @throws Failure TOO_MANY_REQUESTS */
  ofActor(actor: Actor, weight: number, now: Date): undefined | Promise<void> {
    return "userId" in actor ? this.#take(`actor ${actor.userId}`, weight, this.#limits.actor, now) : undefined;
  }

  #take(key: string, weight: number, limit: RateLimits["actor"], now: Date): undefined | Promise<void> {
    const waitMs = this.#limiter.take(key, weight, limit, now.getTime());
    if (typeof waitMs !== "number") return waitMs.then(refuseIfLimited);
    refuseIfLimited(waitMs);
    return undefined;
  }
}

function metaOf(procedure: { _def: { meta?: unknown } } | undefined): Pick<ProcedureMeta, "weight"> {
  // Safe because `t` types every procedure's meta so; one made with plain tRPC may have none.
  return (procedure?._def.meta as ProcedureMeta | undefined) ?? { weight: 1 };
}
