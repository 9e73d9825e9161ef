const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

// Some 75 hours in all, as https://www.standardwebhooks.com recommends.
const waits = [
  5 * SECOND_MS,
  5 * MINUTE_MS,
  30 * MINUTE_MS,
  2 * HOUR_MS,
  5 * HOUR_MS,
  10 * HOUR_MS,
  14 * HOUR_MS,
  20 * HOUR_MS,
  24 * HOUR_MS,
];

/** How often a delivery is tried. */
export const MOST_ATTEMPTS = waits.length + 1;

/**
 * How long to wait after so many attempts at a delivery, a random part of it added so that what failed together does not come back
 * together; `undefined` when it was tried often enough.
 */
export function waitMs(attempts: number): number | undefined {
  const ms = waits[attempts - 1];
  return ms === undefined ? undefined : withJitter(ms);
}

export function withJitter(ms: number): number {
  return Math.round(ms * (1 + Math.random() / 5));
}

/** After how many failures in a row an endpoint is left alone between two attempts. */
export const FAILING = 5;

/** For how long it then is: longer and longer, up to ten minutes. */
export function pauseMs(failures: number): number {
  if (failures < FAILING) return 0;
  return withJitter(Math.min(5 * SECOND_MS * 2 ** Math.min(failures - FAILING, 20), 10 * MINUTE_MS));
}

/**
 * How long an answer asks to wait: `Retry-After` in seconds or as a date, at most a day. `undefined` when it asks for nothing, or for
 * nothing that makes sense.
 */
export function retryAfterMs(header: string | undefined, now: Date): number | undefined {
  if (header === undefined) return undefined;
  const ms = /^\d+$/.test(header) ? Number(header) * SECOND_MS : Date.parse(header) - now.getTime();
  return ms > 0 ? Math.min(ms, DAY_MS) : undefined;
}
