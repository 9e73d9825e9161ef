import { randomUUID } from "node:crypto";
import type { Database } from "@plinth/database";
import {
  type Actor,
  type Clock,
  type Logger,
  type MutationContext,
  mutationContext,
  sweepRateLimits,
  system,
} from "@plinth/kernel";
import { purgeExpiredSessions } from "./features/sessions/purge-sessions.ts";
import { purgeDeletedTasks } from "./features/tasks/trash.ts";

const HOUR_MS = 3_600_000;

interface House {
  database: Database;
  clock: Clock;
  log: Logger;
}

/** Removes what is over, once an hour, until the returned function is called. */
export function keepHouse(house: House): () => void {
  const hourly = setInterval(() => void cleanUp(house), HOUR_MS).unref();
  return () => clearInterval(hourly);
}

async function cleanUp(house: House): Promise<void> {
  await purge(house, purgeDeletedTasks);
  await purge(house, purgeExpiredSessions);
  await sweepRateLimits({ ...house, now: house.clock.now() });
}

/** Some hundreds at a time, so that nobody waits for it. What fails is logged: the next hour tries again. */
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
