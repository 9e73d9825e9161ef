import type { Database } from "@plinth/database";
import type { Logger } from "pino";
import { costOfCall } from "./bucket.ts";
import { LeasedBucket, UNKNOWN } from "./leased-bucket.ts";
import type { RateLimit } from "./rate-limit.ts";
import { type Question, takeShared } from "./rate-limit-table.ts";
import { RecentMap } from "./recent-map.ts";

// A fixed number of calls would lapse within milliseconds where limits are high, and take the database a trip per call.
const LEASES_PER_BURST = 10;
const ANSWER_MS = 3_000;
const ASK_AGAIN_MS = 5_000;
const LOG_EVERY_MS = 60_000;

/**
 * Counts calls together with the other processes on a database. Each takes leases of a tenth of a burst from the row that is the
 * truth, and serves from them in memory.
 *
 * While the database does not answer, this process goes on from what it last knew, by itself. Refusing everybody would make an
 * outage of what needs no database; letting everybody in would open the way to guess passwords just then.
 */
export class SharedRateLimiter {
  readonly #buckets = new RecentMap(() => new LeasedBucket());
  /** After a failure, when to try the database again. */
  #askAgainAt = 0;
  #loggedAt = Number.NEGATIVE_INFINITY;

  constructor(
    readonly database: Pick<Database, "statement">,
    readonly log: Logger,
    readonly answerMs = ANSWER_MS,
  ) {}

  /**
   * Takes `calls` from a key's bucket. Gives 0, or after how many milliseconds to ask again; then nothing was taken. A promise only when
   * the database has to be asked.
   */
  take(key: string, calls: number, { perMinute, burst }: RateLimit, nowMs: number): number | Promise<number> {
    const call = costOfCall(perMinute);
    const cost = calls * call;
    const capacity = burst * call;
    const now = nowMs * 1_000;
    const bucket = this.#buckets.of(key);
    const known = bucket.takeLeased(cost, capacity, now);
    if (known !== UNKNOWN) return known;
    const lease = Math.max(calls, Math.floor(burst / LEASES_PER_BURST)) * call;
    return this.#ask(bucket, { key, call, cost, capacity, lease, now });
  }

  #ask(bucket: LeasedBucket, question: Question): number | Promise<number> {
    const { cost, capacity, now } = question;
    if (!this.#mayAsk(now / 1_000)) return bucket.take(cost, capacity, now);
    // What the question under way brings may do for all that wait, or say that none of them passes.
    if (bucket.asking) {
      return bucket.asking.then(() => {
        const known = bucket.takeLeased(cost, capacity, now);
        return known === UNKNOWN ? this.#ask(bucket, question) : known;
      });
    }
    bucket.asking = this.#askDatabase(bucket, question);
    return bucket.asking;
  }

  async #askDatabase(bucket: LeasedBucket, question: Question): Promise<number> {
    const { cost, capacity, now } = question;
    try {
      const lease = await within(this.answerMs, takeShared(this.database, question));
      this.#askAgainAt = 0;
      return bucket.takeGiven(lease, cost, capacity, now);
    } catch (error) {
      this.#failed(error, now / 1_000);
      return bucket.take(cost, capacity, now);
    } finally {
      bucket.asking = undefined;
    }
  }

  /** After a failure, one call every five seconds tries the database; the others do not wait for it. */
  #mayAsk(nowMs: number): boolean {
    if (this.#askAgainAt === 0) return true;
    const waitMs = this.#askAgainAt - nowMs;
    // A longer wait means that the clock was turned back.
    if (waitMs > 0 && waitMs <= ASK_AGAIN_MS) return false;
    this.#askAgainAt = nowMs + ASK_AGAIN_MS;
    return true;
  }

  #failed(error: unknown, nowMs: number): void {
    this.#askAgainAt = nowMs + ASK_AGAIN_MS;
    if (Math.abs(nowMs - this.#loggedAt) < LOG_EVERY_MS) return;
    this.#loggedAt = nowMs;
    this.log.error({ error }, "the database was not asked for rate limits; this process counts alone");
  }
}

async function within<T>(ms: number, answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
