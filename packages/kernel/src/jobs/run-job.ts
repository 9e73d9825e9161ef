import type { Database } from "@plinth/database";
import type { Logger } from "pino";
import { type SystemActor, system } from "../actor.ts";
import type { Clock } from "../clock.ts";
import { type MutationContext, mutationContext } from "../context.ts";
import { backOffMs, type Retry, usualRetry } from "./back-off.ts";
import { type ChangeHeld, endHeld, outcomes, renewHeld, settle } from "./held.ts";
import { GiveUp, type Job, type JobContext, JobLostError, RetryLater } from "./job.ts";
import type { JobRow } from "./table.ts";

/** What a process needs to run jobs. */
export interface JobHouse {
  database: Database;
  clock: Clock;
  log: Logger;
}

const STOPPING = new Error("the process is about to end");
const MOST_ERROR = 2_000;

/** One attempt at a job, from its claim to its end. */
export class Attempt {
  readonly #abort = new AbortController();
  #finished = false;

  constructor(
    readonly house: JobHouse,
    readonly row: JobRow,
    readonly job: Job | undefined,
  ) {}

  /** Runs the job and writes down how it ended. Rejects only when that could not be written down. */
  async run(): Promise<void> {
    const { row, job } = this;
    if (!job) return this.#settle(outcomes.parked(`No process that ran it knows a job named ${row.name}.`));
    const payload = job.schema.safeParse(row.payload);
    if (!payload.success) {
      return this.#settle(outcomes.parked(`Its payload does not fit: ${payload.error.message}`.slice(0, MOST_ERROR)));
    }
    try {
      await this.#withinTime(job, () => job.run(this.#context(), payload.data));
    } catch (error) {
      return this.#failed(error, job);
    }
    if (!this.#finished) await this.house.database.statement((db) => endHeld(db, this.row));
  }

  /** Somebody else has the job now, or nobody is to have it. */
  lose(): void {
    this.#abort.abort(new JobLostError());
  }

  /** The process ends: whoever stops for that is begun again elsewhere, and this attempt does not count. */
  stop(): void {
    this.#abort.abort(STOPPING);
  }

  async #withinTime({ timeoutMs }: Job, work: () => Promise<unknown>): Promise<void> {
    const { signal } = this.#abort;
    const timer = setTimeout(() => this.#abort.abort(new Error(`It took longer than ${timeoutMs} ms.`)), timeoutMs);
    try {
      // Work that does not heed the signal goes on, but can keep nothing: the job is no longer its.
      await Promise.race([
        work(),
        new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason), { once: true })),
      ]);
    } finally {
      clearTimeout(timer);
    }
  }

  async #failed(error: unknown, job: Job): Promise<void> {
    const { log } = this.house;
    if (this.#finished || error instanceof JobLostError) return;
    if (this.#abort.signal.reason === STOPPING) return this.#settle(outcomes.released);
    log.warn({ job: this.row.name, jobId: this.row.id, attempt: this.row.attempts, err: error }, "a job failed");
    await this.#settle(afterFailure(this.row, job.retry, error));
  }

  #settle(outcome: Parameters<typeof settle>[2]): Promise<void> {
    return settle(this.house.database, this.row, outcome);
  }

  #context(): JobContext {
    const { house, row } = this;
    const { database, clock, log } = house;
    const base = {
      actor: system,
      requestId: row.requestId,
      log: log.child({ jobId: row.id, requestId: row.requestId }),
    };
    const inTransaction = <T>(change: ChangeHeld, work: (ctx: MutationContext<SystemActor>) => Promise<T>) =>
      database.write(
        async (db) => {
          // Changed first, so that from here on nobody else can claim it before this transaction has ended.
          if (!(await change(db, row))) throw new JobLostError();
          return work(mutationContext({ ...base, now: clock.now() }, db));
        },
        { name: row.name },
      );
    return {
      ...base,
      now: clock.now(),
      db: database.read,
      job: { id: row.id, attempt: row.attempts, enqueuedBy: row.enqueuedBy },
      signal: this.#abort.signal,
      write: (work) => inTransaction(renewHeld, work),
      finish: async (work) => {
        await inTransaction(endHeld, work);
        this.#finished = true;
      },
    };
  }
}

/** What becomes of a job whose attempt failed: begun again later, or dead. */
export function afterFailure({ attempts }: Pick<JobRow, "attempts">, retry: Retry = usualRetry, error: unknown) {
  const words = (error instanceof Error ? error.message : String(error)).slice(0, MOST_ERROR);
  if (error instanceof GiveUp || attempts >= retry.attempts) return outcomes.dead(words);
  return outcomes.again(error instanceof RetryLater ? error.afterMs : backOffMs(retry, attempts), words);
}
