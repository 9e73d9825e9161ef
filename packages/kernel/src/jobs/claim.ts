import { type Database, databaseNow, isPickedFree, prepared, preparedWrite } from "@plinth/database";
import { and, asc, eq, lte, type SQL, sql } from "drizzle-orm";
import { priorities } from "./enqueue.ts";
import { LEASE_MS } from "./held.ts";
import { type JobRow, jobs } from "./table.ts";

const { queue, priority, worker } = jobs;
const isWaiting = (of: { queue: SQL<string>; priority: SQL<number> }) =>
  and(eq(queue, of.queue), eq(jobs.state, "waiting"), eq(priority, of.priority));

const claimSome = preparedWrite("claimJobs", { queue, priority, worker, most: Number }, (db, $) => {
  const next = db
    .select({ id: jobs.id })
    .from(jobs)
    .where(and(isWaiting($), lte(jobs.runAt, databaseNow())))
    .orderBy(asc(jobs.runAt))
    .limit($.most);
  return db
    .update(jobs)
    .set({
      ...{ state: "running", worker: $.worker, leaseUntil: databaseNow(LEASE_MS) },
      ...{ attempts: sql`${jobs.attempts} + 1`, claim: sql`${jobs.claim} + 1` },
      // From here on it may have looked at how things are, so whoever wants it again gets another one.
      uniqueKey: null,
    })
    .where(isPickedFree(jobs.id, next))
    .returning();
});

/** Claims jobs of a queue whose time has come, at most so many, those that go first first. */
export async function claimJobs(
  database: Database,
  { queue, worker, most }: { queue: string; worker: string; most: number },
): Promise<JobRow[]> {
  const claimed: JobRow[] = [];
  // One after the other, because together they could not go by the index.
  for (const priority of Object.values(priorities)) {
    if (claimed.length === most) break;
    const given = { queue, priority, worker, most: most - claimed.length };
    const rows = await database.statement((db) => claimSome.all(db, given));
    claimed.push(...rows.sort((a, b) => a.runAt.getTime() - b.runAt.getTime()));
  }
  return claimed;
}

const nextOf = prepared("nextJob", { queue, priority }, (db, $) =>
  db
    .select({ runAt: jobs.runAt, now: databaseNow().mapWith(jobs.runAt) })
    .from(jobs)
    .where(isWaiting($))
    .orderBy(asc(jobs.runAt))
    .limit(1),
);

/** In how many milliseconds the next job of a queue is due; below 0 when it is overdue, and `undefined` when none waits. */
export async function nextDueMs({ read }: Database, queue: string): Promise<number | undefined> {
  const next = await Promise.all(Object.values(priorities).map((priority) => nextOf.first(read, { queue, priority })));
  const waits = next.flatMap((job) => (job ? [job.runAt.getTime() - job.now.getTime()] : []));
  return waits.length > 0 ? Math.min(...waits) : undefined;
}
