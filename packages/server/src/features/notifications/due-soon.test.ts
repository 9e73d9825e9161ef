import { expect, test } from "vitest";
import { linesOf, unreadOf } from "../../../test/inbox.ts";
import { runScheduled } from "../../../test/running-jobs.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";
import { createTracker } from "../../../test/tracker.ts";

// The clock of these tests starts on 1 June, at nine in the morning in UTC.
const HOUR_MS = 3_600_000;

/** Gives Adam tasks that are due on these days. */
async function dueTasks(app: TestApp, days: string[]) {
  const tracker = await createTracker(app);
  const assigneeId = await app.idOf("adam");
  await app.as("adam").notifications.setPreference({ kind: "assigned", inApp: false, mail: "never" });
  const tasks: { id: string }[] = [];
  for (const dueOn of days) {
    tasks.push(await app.as("mona").tasks.create({ projectId: tracker.projectId, title: dueOn, assigneeId, dueOn }));
  }
  return { ...tracker, tasks };
}

/** What Adam is told once somebody has looked at what is due. */
async function dueOf(app: TestApp): Promise<string[]> {
  await runScheduled(app, "tellDueSoon");
  return (await linesOf(app, "adam")).sort();
}

test("whoever has tasks that are due today or tomorrow is told, once", async () => {
  await using app = await createTestApp();
  await dueTasks(app, ["2026-05-31", "2026-06-01", "2026-06-02", "2026-06-03"]);

  expect(await dueOf(app)).toEqual(["dueSoon APO-2", "dueSoon APO-3"]);
  expect(await dueOf(app)).toEqual(["dueSoon APO-2", "dueSoon APO-3"]);
  expect(await unreadOf(app, "adam")).toBe(2);
  expect(await unreadOf(app, "mona")).toBe(0);
});

test("what counts are the days where they live", async () => {
  await using app = await createTestApp();
  await dueTasks(app, ["2026-05-31", "2026-06-01", "2026-06-02", "2026-06-03"]);
  await app.as("adam").notifications.setDigest({ timeZone: "Pacific/Kiritimati", hour: 8 });

  app.pass(2 * HOUR_MS);

  expect(await dueOf(app)).toEqual(["dueSoon APO-3", "dueSoon APO-4"]);
});

test("a task that is put off is told again, one that was read is not", async () => {
  await using app = await createTestApp();
  const { tasks } = await dueTasks(app, ["2026-06-01"]);
  const [{ id } = expect.unreachable()] = tasks;
  await dueOf(app);
  await app.as("adam").notifications.markTaskRead({ taskId: id });
  expect([await dueOf(app), await unreadOf(app, "adam")]).toEqual([["dueSoon APO-1"], 0]);

  await app.as("mona").tasks.update({ id, version: 1, dueOn: "2026-06-02" });

  expect([await dueOf(app), await unreadOf(app, "adam")]).toEqual([["dueSoon APO-1", "dueSoon APO-1"], 1]);
});

test("nothing is due that is done, deleted, nobody's, or in a project that is archived", async () => {
  await using app = await createTestApp();
  const { projectId, status, tasks } = await dueTasks(app, ["2026-06-01", "2026-06-01", "2026-06-01"]);
  const [done = expect.unreachable(), deleted = expect.unreachable(), nobodys = expect.unreachable()] = tasks;
  await app.as("mona").tasks.update({ id: done.id, version: 1, statusId: status.Done });
  await app.as("mona").tasks.delete({ id: deleted.id });
  await app.as("mona").tasks.update({ id: nobodys.id, version: 1, assigneeId: null });
  expect(await dueOf(app)).toEqual([]);

  await app.as("mona").tasks.update({ id: done.id, version: 2, statusId: status.Todo });
  await app.as("olga").projects.archive({ id: projectId });
  expect(await dueOf(app)).toEqual([]);
  await app.as("olga").projects.restore({ id: projectId });

  expect(await dueOf(app)).toEqual(["dueSoon APO-1"]);
});

test("more tasks than are looked at at once are all told of", async () => {
  await using app = await createTestApp();
  await dueTasks(
    app,
    Array.from({ length: 60 }, () => "2026-06-01"),
  );

  expect(await dueOf(app)).toHaveLength(30);
  expect(await unreadOf(app, "adam")).toBe(60);
});
