import { randomUUID } from "node:crypto";
import { type Changes, databaseNow } from "@plinth/database";
import { and, eq, inArray, lt, ne } from "drizzle-orm";
import { claimJobs, nextDueMs } from "./claim.ts";
import { FullQueues } from "./full-queues.ts";
import { LEASE_MS, outcomes, settle } from "./held.ts";
import type { Job } from "./job.ts";
import { Attempt, afterFailure, type JobHouse } from "./run-job.ts";
import { jobs } from "./table.ts";

const BEAT_MS = LEASE_MS / 3;
const LAST_WORDS_MS = 1_000;
const SWEPT_AT_ONCE = 100;
const NOT_KEPT_UP = "jobs were not kept up";

interface Queue {
  name: string;
  /** How many more may run. */
  room: number;
  looking: Promise<void> | undefined;
  /** Something came up while it was looking. */
  again: boolean;
  timer: NodeJS.Timeout | undefined;
}

/**
 * Runs the jobs of a database in this process, as many at once as their queues have room for. It looks for them when a commit has brought
 * some, when the next is due, and every few seconds in any case. Others may do the same beside it.
 *
 * @example
 * const worker = new JobWorker({ database, clock, log }, [sendInvite, deliverWebhook]);
 * worker.start();
 * await worker.stop(25_000);
 */
export class JobWorker {
  readonly #id = randomUUID();
  readonly #known: ReadonlyMap<string, Job>;
  readonly #queues: ReadonlyMap<string, Queue>;
  readonly #fullQueues: FullQueues;
  readonly #running = new Map<string, { attempt: Attempt; claim: number; ended: Promise<void> }>();
  #beat: NodeJS.Timeout | undefined;
  #deafen = () => {};
  #stopped = false;
  #beatAt = 0;

  /** @throws Error when two jobs have one name, or one queue is given room of two sizes */
  constructor(
    readonly house: JobHouse,
    known: readonly Job[],
  ) {
    this.#known = byName(known);
    this.#queues = queuesOf(known);
    this.#fullQueues = new FullQueues(house.database, known);
  }

  /** How many jobs run in this process now. */
  get running(): number {
    return this.#running.size;
  }

  start(): void {
    const { database } = this.house;
    this.#deafen = database.onChange((changes) => this.#heard(changes));
    // Where it cannot be told what others write, jobs are found all the same, some seconds later.
    database.watch([jobs]).catch((error: unknown) => this.#report(error, "new jobs are not heard of"));
    this.#beat = setInterval(() => void this.#keepUp(), BEAT_MS).unref();
    this.#beatAt = performance.now();
    void this.#move().then(() => this.#keepUp());
  }

  /** Begins nothing more, and waits for what runs. What takes longer than `graceMs` is given back for others to begin. */
  async stop(graceMs: number): Promise<void> {
    if (this.#stopped) return;
    this.#stopped = true;
    clearInterval(this.#beat);
    this.#deafen();
    for (const { timer } of this.#queues.values()) clearTimeout(timer);
    // Its claims have to hold while it waits.
    const beat = setInterval(() => void this.#renew().catch((error) => this.#report(error, NOT_KEPT_UP)), BEAT_MS);
    const ended = async () => {
      // What is being claimed just now is given back as well.
      await Promise.all([...this.#queues.values()].map(({ looking }) => looking));
      await Promise.all([...this.#running.values()].map((running) => running.ended));
    };
    await withinMs(Math.max(0, graceMs - LAST_WORDS_MS), ended());
    for (const { attempt } of this.#running.values()) attempt.stop();
    await withinMs(Math.min(graceMs, LAST_WORDS_MS), ended());
    clearInterval(beat);
  }

  #heard(changes: Changes): void {
    // Those that come, and those whose time is another one. That somebody claims or ends one brings no work.
    const brings =
      changes === "everything" ||
      changes.some(({ table, columns }) => table === "jobs" && (!columns || columns.has("run_at")));
    if (brings) this.#lookEverywhere();
  }

  #lookEverywhere(): void {
    for (const queue of this.#queues.values()) this.#look(queue);
  }

  #look(queue: Queue): void {
    if (this.#stopped) return;
    if (queue.looking) {
      queue.again = true;
      return;
    }
    queue.again = false;
    clearTimeout(queue.timer);
    queue.looking = this.#claimAll(queue).finally(() => {
      queue.looking = undefined;
      if (queue.again) this.#look(queue);
    });
  }

  /** Claims as many as there is room for, and comes back when the next is due. */
  async #claimAll(queue: Queue): Promise<void> {
    try {
      while (queue.room > 0 && !this.#stopped && (await this.#claim(queue)));
      if (queue.room > 0 && !queue.again) await this.#waitForNext(queue);
    } catch (error) {
      // The next beat looks again.
      this.#report(error, "jobs were not looked for");
    }
  }

  async #claim(queue: Queue): Promise<boolean> {
    const most = queue.room;
    const rows = await claimJobs(this.house.database, { queue: queue.name, worker: this.#id, most });
    for (const row of rows) {
      queue.room -= 1;
      const attempt = new Attempt(this.house, row, this.#known.get(row.name));
      const ended = attempt
        .run()
        // Its claim runs out, and then it is begun again.
        .catch((error: unknown) => this.#report(error, `the end of job ${row.id} was not written down`))
        .then(() => {
          this.#running.delete(row.id);
          queue.room += 1;
          this.#look(queue);
        });
      this.#running.set(row.id, { attempt, claim: row.claim, ended });
      // Claimed while it was being stopped: nobody waits for it any more.
      if (this.#stopped) attempt.stop();
    }
    return rows.length === most;
  }

  async #waitForNext(queue: Queue): Promise<void> {
    const dueMs = await nextDueMs(this.house.database, queue.name);
    // What is overdue was just being claimed by somebody else.
    if (dueMs === undefined || dueMs > BEAT_MS || this.#stopped) return;
    queue.timer = setTimeout(() => this.#look(queue), Math.max(dueMs, 10)).unref();
  }

  /** What has to be done every few seconds. What fails is tried again then. */
  async #keepUp(): Promise<void> {
    try {
      await this.#renew();
      await this.#takeBackLapsed();
      await this.#unpark();
      await this.#fullQueues.note();
    } catch (error) {
      this.#report(error, NOT_KEPT_UP);
    }
    this.#lookEverywhere();
  }

  /** Jobs that were enqueued when theirs was another queue. */
  async #move(): Promise<void> {
    try {
      for (const { name, queue } of this.#known.values()) {
        const strays = and(eq(jobs.name, name), ne(jobs.queue, queue), eq(jobs.state, "waiting"));
        await this.house.database.statement((db) =>
          db.update(jobs).set({ queue }).where(strays).returning({ id: jobs.id }),
        );
      }
    } catch (error) {
      this.#report(error, "jobs of other queues were not moved");
    }
  }

  async #renew(): Promise<void> {
    if (this.#running.size === 0) {
      this.#beatAt = performance.now();
      return;
    }
    const began = performance.now();
    const known = [...this.#running.entries()];
    try {
      const held = await this.house.database.statement((db) =>
        db
          .update(jobs)
          .set(outcomes.renewed)
          .where(
            and(
              inArray(
                jobs.id,
                known.map(([id]) => id),
              ),
              eq(jobs.worker, this.#id),
              eq(jobs.state, "running"),
            ),
          )
          .returning({ id: jobs.id, claim: jobs.claim }),
      );
      this.#beatAt = began;
      const claims = new Map(held.map(({ id, claim }) => [id, claim]));
      for (const [id, { attempt, claim }] of known) if (claims.get(id) !== claim) attempt.lose();
    } catch (error) {
      // Others may have begun with them by now.
      if (began - this.#beatAt > LEASE_MS) for (const [, { attempt }] of known) attempt.lose();
      throw error;
    }
  }

  /** Jobs whose process is gone, or does not answer any more, failed. */
  async #takeBackLapsed(): Promise<void> {
    const { database } = this.house;
    // Alone on its database, this process knows that every other one has ended.
    const isLapsed = database.shared ? lt(jobs.leaseUntil, databaseNow()) : ne(jobs.worker, this.#id);
    const lapsed = await database.read
      .select()
      .from(jobs)
      .where(and(this.#isMine("running"), isLapsed))
      .limit(SWEPT_AT_ONCE);
    for (const row of lapsed) {
      const retry = this.#known.get(row.name)?.retry;
      await settle(database, row, afterFailure(row, retry, new Error("The process that ran it ended, or hung.")));
    }
  }

  /** Parked jobs that this process can run wait again. */
  async #unpark(): Promise<void> {
    const { database } = this.house;
    const parked = await database.read.select().from(jobs).where(this.#isMine("parked")).limit(SWEPT_AT_ONCE);
    const ids = parked.filter(({ name, payload }) => this.#known.get(name)?.schema.safeParse(payload).success);
    if (ids.length === 0) return;
    const isParked = and(
      inArray(
        jobs.id,
        ids.map(({ id }) => id),
      ),
      eq(jobs.state, "parked"),
    );
    await database.statement((db) =>
      db.update(jobs).set({ state: "waiting", runAt: databaseNow() }).where(isParked).returning({ id: jobs.id }),
    );
  }

  #isMine(state: "running" | "parked") {
    return and(inArray(jobs.queue, [...this.#queues.keys()]), eq(jobs.state, state));
  }

  #report(error: unknown, what: string): void {
    this.house.log.error({ err: error }, what);
  }
}

function byName(known: readonly Job[]): ReadonlyMap<string, Job> {
  const named = new Map(known.map((job) => [job.name, job]));
  if (named.size < known.length) throw new Error("two jobs have the same name");
  return named;
}

const USUAL_CONCURRENCY = 10;

function queuesOf(known: readonly Job[]): ReadonlyMap<string, Queue> {
  const rooms = new Map<string, number | undefined>();
  for (const { queue, concurrency } of known) {
    const room = rooms.get(queue);
    if (room !== undefined && concurrency !== undefined && room !== concurrency) {
      throw new Error(`the queue ${queue} is given room for ${room} and for ${concurrency} jobs`);
    }
    rooms.set(queue, room ?? concurrency);
  }
  return new Map(
    [...rooms].map(([name, room = USUAL_CONCURRENCY]) => [
      name,
      { name, room, looking: undefined, again: false, timer: undefined },
    ]),
  );
}

/** Resolves when the work has ended, or so much time has passed. */
async function withinMs(ms: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([work, late]);
  clearTimeout(timer);
}
