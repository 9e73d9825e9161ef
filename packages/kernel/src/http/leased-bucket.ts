import { Bucket, CLOCK_SPREAD, waitMs } from "./bucket.ts";

/** The answer when only the shared bucket knows. */
export const UNKNOWN = -1;

/** What the shared bucket says when it was asked: when it will be full again, and how much it gave. In microseconds. */
export interface Lease {
  fullAt: number;
  taken: number;
}

/**
 * What one process knows of a bucket that many share, and the lease it took from it. The shared bucket lays calls end to end along the
 * line of time, from now until it is full again. A lease is a stretch of that line, and each call uses up a piece of it that has not yet
 * begun. So a lease lapses at the speed at which the bucket refills, and however many processes hold one, no more calls pass
 * than one bucket alone would let through.
 */
export class LeasedBucket extends Bucket {
  /** The question that is under way. */
  asking: Promise<number> | undefined;
  #next = 0;
  #end = 0;

  /** Takes `cost` from the lease. Gives 0, a wait as `take` does when the shared bucket would surely refuse, or `UNKNOWN`. */
  takeLeased(cost: number, capacity: number, now: number): number {
    const end = Math.max(this.#next, now) + cost;
    if (end <= this.#end) {
      this.#next = end;
      return 0;
    }
    // Others can only have pushed `fullAt` further. A wait longer than from empty means that our clock was turned back.
    const wait = Math.max(this.fullAt, now) + cost - capacity - now;
    return wait > 0 && wait <= cost + CLOCK_SPREAD ? waitMs(wait) : UNKNOWN;
  }

  /** Takes `cost` from what was left of the lease, which lapses first, and from the one that was just given. Answers as `take` does. */
  takeGiven({ fullAt, taken }: Lease, cost: number, capacity: number, now: number): number {
    this.fullAt = fullAt;
    if (taken === 0) return waitMs(fullAt + cost - capacity - now);
    const left = Math.max(0, this.#end - Math.max(this.#next, now));
    this.#next = fullAt - taken + Math.max(0, cost - left);
    this.#end = fullAt;
    return 0;
  }
}
