import { randomUUID } from "node:crypto";
import type { Database } from "@plinth/database";
import {
  type Actor,
  type Clock,
  type Logger,
  type MutationContext,
  mutationContext,
  sweepAnsweredCalls,
  sweepRateLimits,
  system,
} from "@plinth/kernel";
import { sealAudit } from "./features/audit/seal-audit.ts";
import { sweepPresences } from "./features/presence/sweep-presences.ts";

const HOUR_MS = 3_600_000;
// Whoever is gone without a word is shown for a minute, and this much longer at most.
const PRESENCE_MS = 15_000;
// How long what happened is not yet part of the audit log's chain.
const SEAL_MS = 5_000;

interface House {
  database: Database;
  clock: Clock;
  log: Logger;
}

/**
 * Removes what is over, until the returned function is called, which waits for what is being done: once an hour, and what is seen live every few
 * seconds. What need not be done by every process is a job with a schedule; see `jobs.ts`.
 */
export function keepHouse(house: House): () => Promise<void> {
  const stops = [
    every(HOUR_MS, () => cleanUp(house)),
    every(PRESENCE_MS, () => purge(house, sweepPresences)),
    every(SEAL_MS, () => seal(house)),
  ];
  return async () => void (await Promise.all(stops.map((stop) => stop())));
}

/** Does it again and again, but not while it is still at it: a slow database is not given more and more to do. */
function every(ms: number, work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  const timer = setInterval(() => {
    running ??= work().finally(() => {
      running = undefined;
    });
  }, ms).unref();
  return async () => {
    clearInterval(timer);
    await running;
  };
}

async function cleanUp(house: House): Promise<void> {
  await sweepRateLimits({ ...house, now: house.clock.now() });
  await sweepAnsweredCalls({ ...house, now: house.clock.now() });
}

/** What fails is logged; it fails when another process did the same at once. The next time finds what is left. */
async function seal({ database, clock, log }: House): Promise<void> {
  const ctx = { actor: system, now: clock.now(), requestId: randomUUID(), log };
  try {
    while ((await sealAudit(database, ctx)) > 0);
  } catch (error) {
    log.warn({ requestId: ctx.requestId, err: error }, "the audit log was not sealed this time");
  }
}

/** A part at a time, so that nobody waits for it. What fails is logged: the next time tries again. */
async function purge(
  { database, clock, log }: House,
  some: (ctx: MutationContext<Actor>) => Promise<number>,
): Promise<void> {
  const ctx = { actor: system, now: clock.now(), requestId: randomUUID(), log };
  try {
    while ((await database.write((db) => some(mutationContext(ctx, db)), { name: some.name })) > 0);
  } catch (error) {
    log.error({ requestId: ctx.requestId, error }, `${some.name} failed`);
  }
}
