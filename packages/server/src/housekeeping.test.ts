import { randomUUID } from "node:crypto";
import type { Changes } from "@plinth/database";
import { rateLimits } from "@plinth/kernel";
import { afterEach, expect, test, vi } from "vitest";
import { createTestApp, type TestApp } from "../test/test-app.ts";
import { addTasks, createTracker } from "../test/tracker.ts";
import { keepHouse } from "./housekeeping.ts";
import { presences } from "./tables.ts";

const HOUR_MS = 3_600_000;
const QUARTER_MS = 15_000;

afterEach(() => {
  vi.useRealTimers();
});

/** Lets an hour strike, or less, and tells what is left of each kind when it has been cleaned up. */
function houseOf(app: TestApp) {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  const errors: unknown[] = [];
  const log = { error: (line: unknown) => errors.push(line), warn: (line: unknown) => errors.push(line) } as never;
  const stop = keepHouse({ database: app.database, clock: { now: () => app.now() }, log });
  const left = () => app.database.read.$count(rateLimits);
  const present = () => app.database.read.$count(presences);
  return { stop, left, present, errors, strike: (ms = HOUR_MS) => vi.advanceTimersByTime(ms) };
}

test("every hour, full rate limits are removed", async () => {
  await using app = await createTestApp(new Date());
  await fillRateLimit(app);
  const house = houseOf(app);

  house.strike();

  await expect.poll(house.left).toBe(0);
  expect(house.errors).toEqual([]);
  await house.stop();
});

test("what fails is logged, and the rest is done all the same", async () => {
  await using app = await createTestApp(new Date());
  await fillRateLimit(app);
  const house = houseOf(app);
  const { statement } = app.database;
  app.database.statement = () => Promise.reject(new Error("full"));

  house.strike();
  await expect.poll(() => house.errors).toHaveLength(1);
  app.database.statement = statement;

  const strikeAgain = () => {
    house.strike();
    return house.left();
  };
  await expect.poll(strikeAgain).toBe(0);
  await house.stop();
});

test("who ends it waits for what is being done", async () => {
  await using app = await createTestApp(new Date());
  const house = houseOf(app);
  const { write } = app.database;
  let begin = () => {};
  const begun = new Promise<void>((resolve) => {
    begin = resolve;
  });
  let done = false;
  app.database.write = async (...args: Parameters<typeof write>) => {
    await begun;
    const result = await write(...args);
    done = true;
    return result as never;
  };
  house.strike(QUARTER_MS);

  const stopped = house.stop().then(() => done);
  begin();

  expect(await stopped).toBe(true);
  expect(house.errors).toEqual([]);
});

test("every quarter of a minute, whoever was not heard of for one is no longer present, and live queries hear of it", async () => {
  await using app = await createTestApp();
  const { projectId } = await createTracker(app);
  const [task, other] = await addTasks(app, projectId, ["Land", "Fly"]);
  await app.as("vera").presence.here({ taskId: task.id, tabId: randomUUID() });
  app.pass(1);
  await app.as("adam").presence.here({ taskId: other.id, tabId: randomUUID() });
  const heard: Changes[] = [];
  await app.database.watch([presences]);
  const deafen = app.database.onChange((changes) => heard.push(changes));
  const house = houseOf(app);

  app.pass(59_999);
  house.strike(QUARTER_MS);

  await expect.poll(house.present).toBe(1);
  await expect.poll(() => tasksIn(heard)).toEqual([task.id]);
  expect(house.errors).toEqual([]);
  deafen();
  await house.stop();
});

/** Leaves a bucket that has been full for a long time. */
function fillRateLimit({ database, now }: TestApp): Promise<unknown> {
  const fullAt = (now().getTime() - 2 * HOUR_MS) * 1_000;
  return database.write((db) => db.insert(rateLimits).values({ key: "actor ada", taken: 1, fullAt }));
}

/** The tasks whose onlookers have changed. */
function tasksIn(heard: Changes[]): string[] {
  const changes = heard.flatMap((told) => (told === "everything" ? [] : told));
  return changes.flatMap(({ table, keys }) => (table === "presences" ? [...(keys?.get("task_id") ?? [])] : []));
}
