import { column } from "@plinth/database";

const { table, id, text, integer, moment, flag, json, oneOf, index, unique } = column;

/**
 * `waiting` until its time comes and somebody has room for it, `running`, then `done`, or `dead` when it failed as often as it may.
 * `parked` waits for a process that knows what to do with it. `canceled` by somebody.
 */
export const jobStates = ["waiting", "running", "done", "dead", "parked", "canceled"] as const;

/** Work to be done later. Written in the transaction that wants it done, so it is there exactly when that was. */
export const jobs = table(
  "jobs",
  {
    id: id(),
    name: text().notNull(),
    queue: text().notNull(),
    state: oneOf(jobStates).notNull(),
    /** Of those whose time has come, a lower one goes first. */
    priority: integer().notNull(),
    runAt: moment().notNull(),
    payload: json<unknown>().notNull(),
    /** There is one of its name with this key until it has ended. */
    uniqueKey: text(),
    /** How often it was begun, this time included: counted before the start, so that one that ends its process counts as well. */
    attempts: integer().notNull(),
    /** Goes up with every claim: who holds an earlier one is late, and changes nothing any more. */
    claim: integer().notNull(),
    worker: text(),
    leaseUntil: moment(),
    /** What went wrong last, in words for whoever looks after it. */
    error: text(),
    /** The person for whom it was enqueued. No reference: history outlives accounts. */
    enqueuedBy: text(),
    /** Of the request that enqueued it. */
    requestId: text().notNull(),
    createdAt: moment().notNull(),
    endedAt: moment(),
  },
  (job) => [
    index("jobs_next").on(job.queue, job.state, job.priority, job.runAt),
    index("jobs_ended").on(job.state, job.endedAt),
    unique("jobs_unique").on(job.name, job.uniqueKey),
  ],
);

export type JobRow = typeof jobs.$inferSelect;

/** Queues that take only so many: whether they have them, as whoever runs their jobs saw a moment ago. */
export const jobQueues = table("job_queues", { name: text().primaryKey(), isFull: flag().notNull() });

/** How far each schedule has come. */
export const jobSchedules = table("job_schedules", {
  name: text().primaryKey(),
  /** When it ticks. With another one its past is nobody's. */
  cron: text().notNull(),
  lastTick: moment().notNull(),
});
