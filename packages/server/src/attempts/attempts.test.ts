// Faults: 51.
import { randomUUID } from "node:crypto";
import { type Actor, anonymous, createLog, type MutationContext, mutationContext } from "@plinth/kernel";
import { expect, test } from "vitest";
import { createTestApp, type TestApp } from "../../test/test-app.ts";
import { forgetAttempts, purgeAttempts, takeAttempt } from "./attempts.ts";
import { attempts } from "./table.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const lock = { what: "the lock of ada@example.com", free: 3 };
const other = { what: "the lock of bob@example.com", free: 3 };

const write = <T>({ database, now }: TestApp, work: (ctx: MutationContext<Actor>) => Promise<T>) =>
  database.write((db) =>
    work(mutationContext({ actor: anonymous, now: now(), requestId: randomUUID(), log: createLog("silent") }, db)),
  );

/** Whether an attempt gets through, or how many seconds to wait. */
const attempt = (app: TestApp, guessed = [lock]): Promise<"through" | number> =>
  write(app, (ctx) => takeAttempt(ctx, guessed)).then(
    () => "through",
    (error) => error.details.retryAfterSeconds,
  );

test("after the free attempts each next one takes twice as long to wait for, up to a quarter of an hour", async () => {
  await using app = await createTestApp();
  for (let n = 0; n < 3; n++) expect(await attempt(app)).toBe("through");

  const waits: (number | "through")[] = [];
  for (let n = 0; n < 12; n++) {
    const wait = await attempt(app);
    waits.push(wait);
    app.pass(Number(wait) * 1_000);
    expect(await attempt(app)).toBe("through");
  }

  expect(waits).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900]);
});

test("of two hundred at once no more get through than of as many in turn", async () => {
  await using app = await createTestApp();

  const outcomes = await Promise.all(Array.from({ length: 200 }, () => attempt(app).catch(() => "failed")));

  expect(outcomes.filter((outcome) => outcome === "through")).toHaveLength(3);
});

test("attempts that were refused make nobody wait longer", async () => {
  await using app = await createTestApp();
  for (let n = 0; n < 3; n++) await attempt(app);

  for (let n = 0; n < 20; n++) expect(await attempt(app)).toBe(1);

  app.pass(1_000);
  expect(await attempt(app)).toBe("through");
});

test("a right one forgets those before it, a day without any does too, and others are not touched", async () => {
  await using app = await createTestApp();
  const exhaust = async (guessed = lock) => {
    for (let n = 0; n < 3; n++) await attempt(app, [guessed]);
  };
  await exhaust();
  await exhaust(other);

  await write(app, (ctx) => forgetAttempts(ctx, [lock]));

  expect(await attempt(app)).toBe("through");
  expect(await attempt(app, [other])).toBe(1);
  app.pass(DAY_MS + 1);
  await exhaust(other);
  expect(await attempt(app, [other])).toBe(1);
});

test("what is guessed at in several ways has to be free in each, and is counted in all or in none", async () => {
  await using app = await createTestApp();
  for (let n = 0; n < 3; n++) await attempt(app, [other]);

  for (let n = 0; n < 3; n++) expect(await attempt(app, [lock, other])).toBe(1);

  expect(await attempt(app, [lock])).toBe("through");
});

test("each way has a count of its own, and whoever has to wait for one waits for all", async () => {
  await using app = await createTestApp();
  for (const guessed of [[lock], [lock], [other]]) await attempt(app, guessed);

  await attempt(app, [lock, other]);

  expect([await attempt(app, [lock]), await attempt(app, [other])]).toEqual([1, "through"]);
  for (const blocked of [lock, other]) {
    app.pass(15 * MINUTE_MS);
    await attempt(app, [blocked]);
    expect(await attempt(app, [lock, other])).toBe(2);
  }
});

test("a clock that was put back does not lock anybody out for longer than the longest wait", async () => {
  await using app = await createTestApp();
  for (let n = 0; n < 3; n++) await attempt(app);

  app.pass(-365 * DAY_MS);

  expect(await attempt(app)).toBe("through");
});

test("what is guessed at cannot be read in the database, and is removed when it is forgotten", async () => {
  await using app = await createTestApp();
  await attempt(app);

  expect(JSON.stringify(await app.database.read.select().from(attempts))).not.toContain("ada");
  app.pass(DAY_MS);
  await attempt(app, [other]);

  expect(await write(app, purgeAttempts)).toBe(1);
  expect(await write(app, purgeAttempts)).toBe(0);
});
