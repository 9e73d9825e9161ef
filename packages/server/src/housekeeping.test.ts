import { randomUUID } from "node:crypto";
import type { Changes } from "@plinth/database";
import { rateLimits } from "@plinth/kernel";
import { afterEach, expect, test, vi } from "vitest";
import { signIn, signUp } from "../test/people.ts";
import { createTestApp, type TestApp } from "../test/test-app.ts";
import { addTasks, createTracker } from "../test/tracker.ts";
import { keepHouse } from "./housekeeping.ts";
import { presences, sessions, tasks } from "./tables.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const QUARTER_MS = 15_000;

afterEach(() => {
  vi.useRealTimers();
});

/** Lets an hour strike, or less, and tells what is left of each kind when it has been cleaned up. */
function houseOf(app: TestApp) {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  const errors: unknown[] = [];
  const log = { error: (line: unknown) => errors.push(line) } as never;
  const stop = keepHouse({ database: app.database, clock: { now: () => app.now() }, log });
  const left = async () => ({
    tasks: await app.database.read.$count(tasks),
    sessions: await app.database.read.$count(sessions),
    limits: await app.database.read.$count(rateLimits),
  });
  const present = () => app.database.read.$count(presences);
  return { stop, left, present, errors, strike: (ms = HOUR_MS) => vi.advanceTimersByTime(ms) };
}

test("every hour, tasks whose time in the trash is over, sessions that expired and full rate limits are removed", async () => {
  await using app = await createTestApp(new Date());
  const { projectId } = await createTracker(app);
  const [gone] = await addTasks(app, projectId, ["Gone", "Kept"]);
  await app.as("mona").tasks.delete({ id: gone.id });
  await signUp(app, "ada");
  await signIn(app, "ada");
  await app.database.write((db) =>
    db.insert(rateLimits).values({ key: "actor ada", taken: 1, fullAt: app.now().getTime() * 1_000 }),
  );
  const house = houseOf(app);

  house.strike();
  await expect.poll(house.left).toEqual({ tasks: 2, sessions: 1, limits: 1 });
  app.pass(31 * DAY_MS);
  house.strike();

  await expect.poll(house.left).toEqual({ tasks: 1, sessions: 0, limits: 0 });
  expect(house.errors).toEqual([]);
  house.stop();
});

test("what fails is logged, and the rest is done all the same", async () => {
  await using app = await createTestApp(new Date());
  await signUp(app, "ada");
  await signIn(app, "ada");
  const house = houseOf(app);
  const { write } = app.database;
  app.database.write = (work, options) =>
    options?.name === "purgeDeletedTasks" ? Promise.reject(new Error("full")) : write(work, options);

  app.pass(31 * DAY_MS);
  house.strike();

  await expect.poll(house.left).toMatchObject({ sessions: 0 });
  expect(house.errors).toHaveLength(1);
  house.stop();
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
  house.stop();
});

/** The tasks whose onlookers have changed. */
function tasksIn(heard: Changes[]): string[] {
  const changes = heard.flatMap((told) => (told === "everything" ? [] : told));
  return changes.flatMap(({ table, keys }) => (table === "presences" ? [...(keys?.get("task_id") ?? [])] : []));
}
