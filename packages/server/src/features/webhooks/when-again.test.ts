// Faults: 148.
import { expect, test } from "vitest";
import { MOST_ATTEMPTS, pauseMs, retryAfterMs, waitMs } from "./when-again.ts";

const now = new Date("2026-06-01T09:00:00.000Z");
const HOUR_MS = 3_600_000;

test("a thousand deliveries that failed together do not come back together", () => {
  for (let attempt = 1; attempt < MOST_ATTEMPTS; attempt++) {
    const waits = Array.from({ length: 1_000 }, () => waitMs(attempt) ?? 0);
    const [least, most] = [Math.min(...waits), Math.max(...waits)];
    expect(new Set(waits).size).toBeGreaterThan(400);
    expect(most - least).toBeGreaterThan(least / 10);
    expect(most).toBeLessThanOrEqual(24 * 1.2 * HOUR_MS);
  }
  expect(waitMs(MOST_ATTEMPTS)).toBeUndefined();
});

test("an endpoint that goes on failing is left alone longer and longer, up to some ten minutes", () => {
  expect([0, 1, 4].map(pauseMs)).toEqual([0, 0, 0]);
  const pauses = [5, 8, 11].map(pauseMs);
  expect(pauses).toEqual([...pauses].sort((a, b) => a - b));
  expect(pauses[0]).toBeGreaterThanOrEqual(5_000);
  expect(pauseMs(1_000)).toBeLessThanOrEqual(12 * 60_000);
});

test.each([
  ["120", 120_000],
  ["Mon, 01 Jun 2026 10:00:00 GMT", HOUR_MS],
  ["99999999999999999999999999", 24 * HOUR_MS],
  ["Fri, 01 Jan 2100 00:00:00 GMT", 24 * HOUR_MS],
  ["0", undefined],
  ["-5", undefined],
  ["Mon, 01 Jun 2020 10:00:00 GMT", undefined],
  ["soon", undefined],
  ["", undefined],
  [undefined, undefined],
])("Retry-After: %s", (header, ms) => {
  expect(retryAfterMs(header, now)).toBe(ms);
});
