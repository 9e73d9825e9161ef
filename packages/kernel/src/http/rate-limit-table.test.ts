import { openDatabase } from "@plinth/database";
import { emptyTestDatabase } from "@plinth/database/test";
import { asc } from "drizzle-orm";
import { expect, test } from "vitest";
import { createLog } from "../log.ts";
import { rateLimits, sweepRateLimits } from "./rate-limit-table.ts";

const now = new Date("2026-06-01T09:00:00.000Z");

async function openBuckets() {
  const test = await emptyTestDatabase();
  const database = await openDatabase({ url: test.url });
  const lines: string[] = [];
  const log = createLog("info", { write: (line) => void lines.push(line) });
  return {
    database,
    lines,
    /** Inserts a bucket per key that is full so many seconds after `now`. */
    fill: (keys: string[], fullInSeconds: number) => {
      const fullAt = (now.getTime() + fullInSeconds * 1_000) * 1_000;
      return database.write((db) => db.insert(rateLimits).values(keys.map((key) => ({ key, fullAt, taken: 0 }))));
    },
    sweep: () => sweepRateLimits({ database, now, log }),
    keys: async () =>
      (await database.read.select({ key: rateLimits.key }).from(rateLimits).orderBy(asc(rateLimits.key))).map(
        ({ key }) => key,
      ),
    async [Symbol.asyncDispose]() {
      await database.close();
      await test.drop();
    },
  };
}

test("a sweep removes the rows of full buckets, and keeps those that another's clock may not call full yet", async () => {
  await using buckets = await openBuckets();
  await buckets.fill(["long full"], -3_600);
  await buckets.fill(["just full"], -2);
  await buckets.fill(["in use"], 5);

  await buckets.sweep();

  expect(await buckets.keys()).toEqual(["in use", "just full"]);
});

test("a sweep goes on until nothing is left to remove, however much a flood left behind", async () => {
  await using buckets = await openBuckets();
  for (const part of ["a", "b", "c"]) {
    await buckets.fill(
      Array.from({ length: 4_000 }, (_, i) => `${part} ${i}`),
      -3_600,
    );
  }

  await buckets.sweep();

  expect(await buckets.keys()).toEqual([]);
});

test("a sweep that fails is logged and ends nothing", async () => {
  await using buckets = await openBuckets();
  await buckets.database.close();

  await buckets.sweep();

  expect(buckets.lines.map((line) => JSON.parse(line))).toMatchObject([{ msg: "full rate limits were not swept" }]);
});
