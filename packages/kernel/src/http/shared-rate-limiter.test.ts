import { type Database, openDatabase } from "@plinth/database";
import { emptyTestDatabase } from "@plinth/database/test";
import fc from "fast-check";
import { expect, test } from "vitest";
import { deferred } from "../../test/nodes.ts";
import { createLog } from "../log.ts";
import { RateLimiter } from "./rate-limit.ts";
import { takeShared } from "./rate-limit-table.ts";
import { SharedRateLimiter } from "./shared-rate-limiter.ts";

// A call refills in 100 ms. Leases are of 10 calls.
const limit = { perMinute: 600, burst: 100 };
const start = Date.parse("2026-06-01T09:00:00.000Z");

/** Limiters as several processes would have them, over one database, however slow; the questions they asked it are counted. */
async function openLimiters(count: number, answerMs = 25_000) {
  const test = await emptyTestDatabase();
  const database = await openDatabase({ url: test.url });
  const lines: string[] = [];
  const log = createLog("info", { write: (line) => void lines.push(line) });
  const wire = { asked: 0, cut: false };
  const counted: Pick<Database, "statement"> = {
    statement: async (work) => {
      wire.asked += 1;
      if (wire.cut) throw new Error("the wire is cut");
      return database.statement(work);
    },
  };
  const limiters = Array.from({ length: count }, () => new SharedRateLimiter(counted, log, answerMs));
  return {
    database,
    wire,
    lines,
    /** Takes calls at a limiter, counted from 0. Gives 0 or the wait. */
    take: (node: number, calls: number, { key = "ada", at = 0, of = limit } = {}) => {
      const limiter = limiters[node % count];
      if (!limiter) throw new Error("there is no such limiter");
      return limiter.take(key, calls, of, start + at);
    },
    async [Symbol.asyncDispose]() {
      await database.close();
      await test.drop();
    },
  };
}

test("however many processes are flooded, together they let through exactly one burst", async () => {
  await using limiters = await openLimiters(3);

  const waits = await Promise.all(Array.from({ length: 600 }, (_, i) => limiters.take(i, 1)));

  expect(waits.filter((wait) => wait === 0)).toHaveLength(100);
  expect(new Set(waits)).toEqual(new Set([0, 100]));
});

test("a process that stops asking withholds less than its lease from the others", async () => {
  await using limiters = await openLimiters(2);
  await limiters.take(0, 1);

  const waits = await Promise.all(Array.from({ length: 200 }, () => limiters.take(1, 1)));

  expect(waits.filter((wait) => wait === 0)).toHaveLength(90);
});

test("the database is asked once per lease, also by calls at once, and not at all by refused ones", async () => {
  await using limiters = await openLimiters(1);

  await Promise.all(Array.from({ length: 10 }, () => limiters.take(0, 1)));
  expect(limiters.wire.asked).toBe(1);
  await Promise.all(Array.from({ length: 90 }, () => limiters.take(0, 1)));
  expect(limiters.wire.asked).toBe(10);

  const refused = Array.from({ length: 1_000 }, () => limiters.take(0, 1));
  expect(new Set(refused)).toEqual(new Set([100]));
  expect(limiters.wire.asked).toBe(10);
});

test("a lease lasts two seconds at the usual limits, however high they are set", async () => {
  await using limiters = await openLimiters(1);
  const high = { perMinute: 1_000_000, burst: 333_333 };

  for (let at = 0; at < 1_900; at += 10) expect(await limiters.take(0, 1, { at, of: high })).toBe(0);

  expect(limiters.wire.asked).toBe(1);
});

test("what is left of a lease is answered at once, without a promise", async () => {
  await using limiters = await openLimiters(1);

  expect(limiters.take(0, 1)).toBeInstanceOf(Promise);
  await limiters.take(0, 1);

  expect(limiters.take(0, 1)).toBe(0);
});

test("a lease lapses as the bucket refills, so nobody has it on top of a full bucket", async () => {
  await using limiters = await openLimiters(2);
  await limiters.take(0, 1);

  // Ten calls later the bucket is full again, and the nine that were not used are gone.
  expect(await limiters.take(1, 100, { at: 1_000 })).toBe(0);
  expect(await limiters.take(0, 1, { at: 1_000 })).toBe(100);
});

test("a call costlier than a lease gets exactly what it costs", async () => {
  await using limiters = await openLimiters(3);

  const waits = await Promise.all(Array.from({ length: 9 }, (_, i) => limiters.take(i, 25)));

  expect(waits.filter((wait) => wait === 0)).toHaveLength(4);
  expect(await limiters.take(0, 1)).toBe(100);
});

test("light and costly calls in turn waste nothing of what was leased", async () => {
  await using limiters = await openLimiters(1);

  for (const calls of [1, 15, 1, 15, 1, 15, 1, 15, 1, 15]) expect(await limiters.take(0, calls)).toBe(0);
  const rest = await Promise.all(Array.from({ length: 50 }, () => limiters.take(0, 1)));

  expect(rest.filter((wait) => wait === 0)).toHaveLength(100 - 80);
});

test("calls that do not fit take nothing, on whichever process", async () => {
  await using limiters = await openLimiters(2);
  expect(await limiters.take(0, 101)).toBe(100);
  expect(await limiters.take(0, 60)).toBe(0);

  expect(await limiters.take(0, 60)).toBe(2_000);
  expect(await limiters.take(1, 60)).toBe(2_000);
  expect(await limiters.take(1, 101)).toBe(6_100);

  expect(await limiters.take(1, 40)).toBe(0);
});

test("a refused costly call takes nothing of the lease that light calls go on using", async () => {
  await using limiters = await openLimiters(2);
  await limiters.take(0, 1);
  await limiters.take(1, 90);

  expect(await limiters.take(0, 50)).toBe(5_000);

  expect(limiters.take(0, 9)).toBe(0);
});

test("when less than a lease is left, it is given to the last call", async () => {
  await using limiters = await openLimiters(2);
  await limiters.take(0, 95);

  const waits = await Promise.all(Array.from({ length: 8 }, () => limiters.take(1, 1)));

  expect(waits).toEqual([0, 0, 0, 0, 0, 100, 100, 100]);
});

test("after the wait it was told a call passes, and not before", async () => {
  await using limiters = await openLimiters(2);
  await limiters.take(0, 100);

  const wait = await limiters.take(1, 7);

  expect(wait).toBe(700);
  expect(await limiters.take(1, 7, { at: 699 })).toBe(1);
  expect(await limiters.take(1, 7, { at: 700 })).toBe(0);
});

test("clocks two seconds off let through no more than those seconds refill, and shut nobody out", async () => {
  await using limiters = await openLimiters(6);
  const takeFrom = (node: number, at: number) => limiters.take(node, 1, { at: at + (node % 2 ? 2_000 : -2_000) });
  let passed = 0;

  for (const node of [0, 1, 2, 3, 4, 5]) {
    const waits = await Promise.all(Array.from({ length: 200 }, () => takeFrom(node, 0)));
    passed += waits.filter((wait) => wait === 0).length;
  }

  // The clocks are four seconds apart, in which forty calls refill.
  expect(passed).toBeGreaterThanOrEqual(100);
  expect(passed).toBeLessThanOrEqual(140);
  for (const node of [0, 1, 2, 3, 4, 5]) expect(await takeFrom(node, 10_000)).toBe(0);
});

test("a clock that was a year ahead shuts nobody out", async () => {
  await using limiters = await openLimiters(3);
  await limiters.take(0, 100, { at: 365 * 24 * 3_600_000 });

  expect(await limiters.take(1, 1)).toBe(100);
  expect(await limiters.take(1, 1, { at: 100 })).toBe(0);
  // The one whose clock it was, now set right.
  expect(await limiters.take(0, 1, { at: 200 })).toBe(0);
});

test("without the database each process goes on from what it last knew, and says so once a minute", async () => {
  await using limiters = await openLimiters(2);
  await limiters.take(0, 60);
  limiters.wire.cut = true;

  const waits = await Promise.all(Array.from({ length: 100 }, () => limiters.take(0, 1)));
  const other = await Promise.all(Array.from({ length: 200 }, () => limiters.take(1, 1)));

  expect(waits.filter((wait) => wait === 0)).toHaveLength(40);
  expect(other.filter((wait) => wait === 0)).toHaveLength(100);
  expect(limiters.lines.map((line) => JSON.parse(line))).toMatchObject([
    { level: 50, msg: "the database was not asked for rate limits; this process counts alone" },
    { error: { message: "the wire is cut" } },
  ]);
  await limiters.take(0, 1, { at: 59_999 });
  expect(limiters.lines).toHaveLength(2);
  await limiters.take(0, 1, { at: 60_000 });
  await limiters.take(0, 1, { at: 70_000 });
  expect(limiters.lines).toHaveLength(3);
});

test("a database that fails is tried again every five seconds by one call", async () => {
  await using limiters = await openLimiters(1);
  limiters.wire.cut = true;
  await limiters.take(0, 1);
  expect(limiters.wire.asked).toBe(1);

  expect(limiters.take(0, 1, { key: "bob", at: 4_999 })).toBe(0);
  const probe = limiters.take(0, 1, { key: "bob", at: 5_000 });
  expect(limiters.take(0, 1, { key: "carla", at: 5_000 })).toBe(0);
  await probe;
  expect(limiters.wire.asked).toBe(2);

  limiters.wire.cut = false;
  expect(await limiters.take(0, 1, { key: "dan", at: 10_000 })).toBe(0);
  expect(await limiters.take(0, 1, { key: "eve", at: 10_000 })).toBe(0);
  expect(limiters.wire.asked).toBe(4);
});

test("a database that does not answer holds no call up for long", async () => {
  await using limiters = await openLimiters(1, 50);
  const call = 100_000;
  const question = { key: "ada", call, cost: call, lease: call, capacity: 100 * call, now: start * 1_000 };
  const written = deferred<void>();
  const over = deferred<void>();
  // Whoever holds the row, or the only writer, makes the others wait.
  const holding = limiters.database.write(async (db) => {
    await takeShared({ statement: async (work) => work(db) }, question);
    written.resolve();
    await over.promise;
  });
  await written.promise;

  expect(await limiters.take(0, 1)).toBe(0);
  expect(limiters.take(0, 100)).toBe(100);
  expect(limiters.lines.join()).toContain("no answer within 50 ms");

  over.resolve();
  await holding;
});

test("strangers without number do not fill the memory, even while the database is lost", async () => {
  await using limiters = await openLimiters(1);
  limiters.wire.cut = true;
  await limiters.take(0, 1);

  for (let i = 0; i < 200_000; i++) void limiters.take(0, 1, { key: `address ${i}` });

  expect(limiters.wire.asked).toBe(1);
  expect(limiters.take(0, 100, { key: "address 199999" })).toBe(100);
  expect(limiters.take(0, 100, { key: "address 0" })).toBe(0);
});

test("whatever is asked, when and where, no more passes than one bucket alone would let through", async () => {
  await using limiters = await openLimiters(3);
  const asking = fc.record({
    node: fc.nat(2),
    calls: fc.oneof({ weight: 4, arbitrary: fc.integer({ min: 1, max: 5 }) }, fc.integer({ min: 6, max: 60 })),
    again: fc.integer({ min: 1, max: 12 }),
    pauseMs: fc.oneof(fc.constant(0), fc.nat(300), fc.nat(3_000), fc.nat(15_000)),
  });
  let run = 0;

  await fc.assert(
    fc.asyncProperty(fc.array(asking, { minLength: 5, maxLength: 30 }), async (steps) => {
      const alone = new RateLimiter();
      const key = `run ${run++}`;
      let at = 0;
      for (const { node, calls, again, pauseMs } of steps) {
        at += pauseMs;
        const waits = await Promise.all(Array.from({ length: again }, () => limiters.take(node, calls, { key, at })));
        for (const wait of waits) {
          if (wait === 0) expect(alone.take(key, calls, limit, start + at)).toBe(0);
          else expect(wait).toBeGreaterThan(0);
        }
      }
    }),
    { numRuns: 40 },
  );
});
