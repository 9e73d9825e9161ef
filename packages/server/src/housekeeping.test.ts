import { rateLimits } from "@plinth/kernel";
import { afterEach, expect, test, vi } from "vitest";
import { signIn, signUp } from "../test/people.ts";
import { createTestApp, type TestApp } from "../test/test-app.ts";
import { addTasks, createTracker } from "../test/tracker.ts";
import { keepHouse } from "./housekeeping.ts";
import { sessions, tasks } from "./tables.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

afterEach(() => {
  vi.useRealTimers();
});

/** Lets an hour strike, and tells what is left of each kind when it has been cleaned up. */
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
  return { stop, left, errors, strike: () => vi.advanceTimersByTime(HOUR_MS) };
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
