import { type Database, first, prepared, preparedWrite, type Read } from "@plinth/database";
import { and, asc, eq } from "drizzle-orm";
import type { Job } from "./job.ts";
import { jobQueues, jobs } from "./table.ts";

const stateOf = prepared("queueState", { name: jobQueues.name }, (db, $) =>
  db.select({ isFull: jobQueues.isFull }).from(jobQueues).where(eq(jobQueues.name, $.name)),
);

const noteState = preparedWrite("noteQueueState", { name: jobQueues.name, isFull: jobQueues.isFull }, (db, $) =>
  db
    .insert(jobQueues)
    .values($)
    .onConflictDoUpdate({ target: jobQueues.name, set: { isFull: $.isFull } })
    .returning({ name: jobQueues.name }),
);

/** Whether a queue that takes only so many had them a moment ago. */
export async function isFull(db: Read, queue: string): Promise<boolean> {
  return (await stateOf.first(db, { name: queue }))?.isFull ?? false;
}

/**
 * Writes down which queues are full. Who enqueues reads that instead of counting: a count inside their transaction would clash with everybody
 * else who enqueues.
 */
export class FullQueues {
  readonly #most = new Map<string, number>();
  /** As last written down. */
  readonly #noted = new Map<string, boolean>();

  constructor(
    readonly database: Database,
    known: readonly Job[],
  ) {
    for (const { queue, mostWaiting } of known) {
      if (mostWaiting !== undefined) this.#most.set(queue, Math.min(mostWaiting, this.#most.get(queue) ?? mostWaiting));
    }
  }

  async note(): Promise<void> {
    for (const [name, most] of this.#most) {
      const isFull = await this.#hasMoreThan(name, most);
      if (isFull === this.#noted.get(name)) continue;
      await this.database.statement((db) => noteState.all(db, { name, isFull }));
      this.#noted.set(name, isFull);
    }
  }

  async #hasMoreThan(queue: string, most: number): Promise<boolean> {
    const oneTooMany = this.database.read
      .select({ id: jobs.id })
      .from(jobs)
      .where(and(eq(jobs.queue, queue), eq(jobs.state, "waiting")))
      .orderBy(asc(jobs.priority), asc(jobs.runAt))
      .limit(1)
      .offset(most);
    return (await first(oneTooMany)) !== undefined;
  }
}
