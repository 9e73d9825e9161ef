import { and, eq, inArray, lt } from "drizzle-orm";
import { z } from "zod";
import { transactionOf } from "../context.ts";
import { job } from "./job.ts";
import { jobs } from "./table.ts";

const DAY_MS = 24 * 3_600_000;
const KEPT_MS = { done: DAY_MS, canceled: 30 * DAY_MS, dead: 30 * DAY_MS };
const PURGED_AT_ONCE = 1_000;

/** Removes jobs that are done after a day, and those that came to nothing after 30, some at a time. */
export const purgeEndedJobs = job("purgeEndedJobs", z.strictObject({}), async (ctx) => {
  for (const [state, keptMs] of Object.entries(KEPT_MS) as [keyof typeof KEPT_MS, number][]) {
    const isOld = and(eq(jobs.state, state), lt(jobs.endedAt, new Date(ctx.now.getTime() - keptMs)));
    let purged = PURGED_AT_ONCE;
    while (purged === PURGED_AT_ONCE) {
      const rows = await ctx.write((tx) => {
        const db = transactionOf(tx);
        const some = db.select({ id: jobs.id }).from(jobs).where(isOld).limit(PURGED_AT_ONCE);
        return db.delete(jobs).where(inArray(jobs.id, some)).returning({ id: jobs.id });
      });
      purged = rows.length;
    }
  }
});
