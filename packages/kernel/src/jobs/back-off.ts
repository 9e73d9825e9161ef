/** How often, and after how long, a job that fails is begun again. */
export interface Retry {
  /** Beginnings in all. */
  attempts: number;
  /** Before the second one; doubled with each after that. */
  firstMs: number;
  mostMs: number;
}

export const usualRetry: Retry = { attempts: 10, firstMs: 1_000, mostMs: 3_600_000 };

/**
 * How long to wait after an attempt that failed, counted from 1: twice as long each time up to a limit, of which a random half is left out, so
 * that what failed together does not come back together.
 */
export function backOffMs({ firstMs, mostMs }: Retry, attempt: number): number {
  const ms = Math.min(firstMs * 2 ** Math.min(attempt - 1, 30), mostMs);
  return Math.round(ms * (0.5 + Math.random() / 2));
}
