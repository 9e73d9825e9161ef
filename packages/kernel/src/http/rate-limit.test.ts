import { expect, test } from "vitest";
import { serveNotes } from "../../test/notes-app.ts";
import { addressKey, RateLimiter } from "./rate-limit.ts";

const limit = { perMinute: 60, burst: 10 };

test("a bucket allows its burst, then one call a second", () => {
  const limiter = new RateLimiter();

  const atOnce = Array.from({ length: 12 }, () => limiter.take("ada", 1, limit, 0));
  expect(atOnce).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1_000, 1_000]);

  expect(limiter.take("ada", 1, limit, 999)).toBe(1);
  expect(limiter.take("ada", 1, limit, 1_000)).toBe(0);
  expect(limiter.take("bob", 10, limit, 1_000)).toBe(0);
});

test.each([
  { perMinute: 7, burst: 7 },
  { perMinute: 700, burst: 333 },
  { perMinute: 7_000, burst: 1_000 },
])("a burst of $burst is exact at $perMinute a minute, which no millisecond divides", (odd) => {
  const limiter = new RateLimiter();
  const now = Date.parse("2026-06-01T09:00:00.123Z");

  const waits = Array.from({ length: odd.burst + 5 }, () => limiter.take("ada", 1, odd, now));

  expect(waits.filter((wait) => wait === 0)).toHaveLength(odd.burst);
});

test("a clock that is turned back does not make anybody wait for the time to come again", () => {
  const limiter = new RateLimiter();
  const later = 3_600_000;
  limiter.take("ada", 1, limit, later);

  expect(limiter.take("ada", 1, limit, 0)).toBe(1_000);
  expect(limiter.take("ada", 1, limit, 1_000)).toBe(0);
});

test("a batch that does not fit takes nothing", () => {
  const limiter = new RateLimiter();

  expect(limiter.take("ada", 11, limit, 0)).toBe(1_000);
  expect(limiter.take("ada", 10, limit, 0)).toBe(0);
});

test("a million strangers do not fill the memory", () => {
  const limiter = new RateLimiter();
  for (let i = 0; i < 1_000_000; i++) limiter.take(`address ${i}`, 1, limit, 0);

  expect(limiter.take("address 999999", 10, limit, 0)).toBeGreaterThan(0);
  expect(limiter.take("address 0", 10, limit, 0)).toBe(0);
});

test("a flood of strangers does not forgive who goes on asking meanwhile", () => {
  const limiter = new RateLimiter();
  limiter.take("ada", 10, limit, 0);
  const waits: number[] = [];

  for (let i = 0; i < 200_000; i++) {
    limiter.take(`address ${i}`, 1, limit, 0);
    if (i % 10_000 === 0) waits.push(limiter.take("ada", 1, limit, 0));
  }

  expect(new Set(waits)).toEqual(new Set([1_000]));
});

test.each([
  ["192.0.2.7", "192.0.2.7"],
  ["::ffff:192.0.2.7", "192.0.2.7"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
  ["2001:db8:1:2::9", "2001:db8:1:2::/64"],
  ["2001:0DB8:0001:0002:ffff::", "2001:db8:1:2::/64"],
  ["::1", "0:0:0:0::/64"],
  [null, "unknown"],
])("the address %s is counted as %s", (address, key) => {
  expect(addressKey(address)).toBe(key);
});

test("calls are counted, not requests: a batch spends as many as it holds", async () => {
  await using app = await serveNotes({
    limits: { actor: { perMinute: 60, burst: 30 }, address: { perMinute: 60, burst: 30 } },
  });
  const batch = (size: number) =>
    fetch(`${app.url}/rpc/${Array.from({ length: size }, () => "list").join(",")}?batch=1`);

  expect((await batch(20)).status).toBe(200);
  const refused = await batch(20);
  expect(refused.status).toBe(429);
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThanOrEqual(9);
  expect((await batch(10)).status).toBe(200);
});

test("a parallel burst gets exactly what the limit allows", async () => {
  await using app = await serveNotes({
    limits: { actor: { perMinute: 1, burst: 7 }, address: { perMinute: 1_000, burst: 1_000 } },
  });

  const statuses = await Promise.all(
    Array.from(
      { length: 50 },
      async () => (await fetch(`${app.url}/rpc/private`, { headers: { authorization: "Bearer ada" } })).status,
    ),
  );

  expect(statuses.filter((status) => status === 200)).toHaveLength(7);
  expect(statuses.filter((status) => status === 429)).toHaveLength(43);
});
