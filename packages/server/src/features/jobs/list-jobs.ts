import { descending } from "@plinth/database";
import { jobs, type QueryContext, type UserActor } from "@plinth/kernel";
import { and, eq, lt } from "drizzle-orm";
import type { z } from "zod";
import type { JobsWanted } from "./inputs.ts";

/** Jobs of everybody, the newest first. */
export function listJobs({ db }: QueryContext<UserActor>, { state, before, limit }: z.output<typeof JobsWanted>) {
  const isWanted = and(state && eq(jobs.state, state), before === undefined ? undefined : lt(jobs.id, before));
  return db.select().from(jobs).where(isWanted).orderBy(descending(jobs.id)).limit(limit);
}
