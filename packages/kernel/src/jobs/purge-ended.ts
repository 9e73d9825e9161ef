import { and, eq, inArray, lt, or } from "drizzle-orm";
import { transactionOf } from "../context.ts";
import { purging } from "./purging.ts";
import { jobs } from "./table.ts";

const DAY_MS = 24 * 3_600_000;
const PURGED_AT_ONCE = 1_000;

/** Removes jobs that are done after a day, and those that came to nothing after 30. */
export const purgeEndedJobs = purging("purgeEndedJobs", async (ctx) => {
  const db = transactionOf(ctx);
  const endedBefore = (days: number) => lt(jobs.endedAt, new Date(ctx.now.getTime() - days * DAY_MS));
  const isOld = or(
    and(eq(jobs.state, "done"), endedBefore(1)),
    and(inArray(jobs.state, ["canceled", "dead"]), endedBefore(30)),
  );
  const some = db.select({ id: jobs.id }).from(jobs).where(isOld).limit(PURGED_AT_ONCE);
  return (await db.delete(jobs).where(inArray(jobs.id, some)).returning({ id: jobs.id })).length;
});
