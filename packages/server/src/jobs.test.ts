import { Inbox, jobs } from "@plinth/kernel";
import { expect, test } from "vitest";
import { signIn, signUp } from "../test/people.ts";
import { runScheduled } from "../test/running-jobs.ts";
import { createTestApp } from "../test/test-app.ts";
import { addTasks, createTracker } from "../test/tracker.ts";
import { appJobs, appSchedules } from "./jobs.ts";
import { sessions, tasks } from "./tables.ts";

const DAY_MS = 24 * 3_600_000;
const known = appJobs({ mailer: new Inbox(), home: "http://localhost:3000" });

test("every job that is scheduled is known, and each schedule has a name of its own", () => {
  for (const { job } of appSchedules) expect(known).toContain(job);
  expect(new Set(appSchedules.map(({ name }) => name)).size).toBe(appSchedules.length);
});

test("tasks whose time in the trash is over are removed", async () => {
  await using app = await createTestApp();
  const { projectId } = await createTracker(app);
  const [gone] = await addTasks(app, projectId, ["Gone", "Kept"]);
  await app.as("mona").tasks.delete({ id: gone.id });

  await runScheduled(app, "purgeTrash");
  expect(await app.database.read.$count(tasks)).toBe(2);
  app.pass(31 * DAY_MS);
  await runScheduled(app, "purgeTrash");

  expect(await app.database.read.$count(tasks)).toBe(1);
});

test("sessions that expired are removed", async () => {
  await using app = await createTestApp(new Date());
  await signUp(app, "ada");
  await signIn(app, "ada");

  await runScheduled(app, "purgeSessions");
  expect(await app.database.read.$count(sessions)).toBeGreaterThan(0);
  app.pass(31 * DAY_MS);
  await runScheduled(app, "purgeSessions");

  expect(await app.database.read.$count(sessions)).toBe(0);
});

test("jobs that are done are kept for a day, those that came to nothing for a month, those that wait for good", async () => {
  await using app = await createTestApp(new Date());
  const row = (state: "done" | "dead" | "canceled" | "parked", days: number) => ({
    ...{ name: `${state} ${days}`, queue: "none", state, priority: 1, payload: {}, attempts: 1, claim: 1 },
    ...{ requestId: "x", runAt: app.now(), createdAt: app.now() },
    endedAt: state === "parked" ? null : new Date(app.now().getTime() - days * DAY_MS),
  });
  const rows = [
    row("done", 0.9),
    row("done", 1.1),
    row("dead", 29),
    row("dead", 31),
    row("canceled", 31),
    row("parked", 99),
  ];
  await app.database.write((db) => db.insert(jobs).values(rows));

  await runScheduled(app, "purgeEndedJobs");

  const left = (await app.database.read.select().from(jobs)).map(({ name }) => name);
  expect(left.sort()).toEqual(["dead 29", "done 0.9", "parked 99", "purgeEndedJobs"]);
});
