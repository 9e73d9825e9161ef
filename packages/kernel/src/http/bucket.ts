/**
 * How far clocks of processes may differ, or one may be turned back, before a bucket that is full too late is taken for an error: without
 * this bound, a clock that was once a year ahead would shut everybody out for a year.
 */
export const CLOCK_SPREAD = 10_000_000;

/** What one call takes from a bucket, in whole microseconds: sums of fractions would refuse the last call of a burst. */
export function costOfCall(perMinute: number): number {
  return Math.max(1, Math.round(60_000_000 / perMinute));
}

/** The wait in whole milliseconds, after which the call passes. */
export function waitMs(micros: number): number {
  return Math.ceil(micros / 1_000);
}

/**
 * One key's calls, counted with the generic cell rate algorithm (ITU-T I.371): only the moment at which its bucket would be full again.
 * Moments and costs are in microseconds.
 */
export class Bucket {
  fullAt = 0;

  /** Takes `cost` from a bucket that holds `capacity`. Gives 0, or after how many milliseconds to ask again; then nothing was taken. */
  take(cost: number, capacity: number, now: number): number {
    if (this.fullAt > now + capacity + CLOCK_SPREAD) this.fullAt = now + capacity;
    const fullAt = Math.max(this.fullAt, now) + cost;
    const wait = fullAt - now - capacity;
    if (wait > 0) return waitMs(wait);
    this.fullAt = fullAt;
    return 0;
  }
}
