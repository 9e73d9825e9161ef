import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";
import { addProject, addTasks, createTracker } from "../../../test/tracker.ts";
import { expectUntouched } from "../../../test/untouched.ts";
import { tasks } from "./table.ts";

test("a task goes between two neighbours, or to an edge of its column", async () => {
  await using app = await createTestApp();
  const { projectId, status } = await createTracker(app);
  const [a, b, c, d] = await addTasks(app, projectId, ["a", "b", "c", "d"]);
  const move = (id: string, afterId: string | null, beforeId: string | null) =>
    app.as("mona").tasks.move({ id, statusId: status.Backlog, afterId, beforeId });

  await move(d.id, a.id, b.id);
  expect(await orderIn(app, projectId)).toBe("adbc");
  await move(c.id, null, a.id);
  expect(await orderIn(app, projectId)).toBe("cadb");
  await move(c.id, b.id, null);
  expect(await orderIn(app, projectId)).toBe("adbc");
  await move(a.id, d.id, null);
  expect(await orderIn(app, projectId)).toBe("dabc");
});

test("a new place alone is no change of the task", async () => {
  await using app = await createTestApp();
  const { projectId, status } = await createTracker(app);
  const [a, b] = await addTasks(app, projectId, ["a", "b"]);
  app.pass(1_000);
  const before = await app.events();

  const moved = await app.as("mona").tasks.move({ id: b.id, statusId: status.Backlog, afterId: null, beforeId: a.id });

  expect(moved).toEqual({ ...b, rank: moved.rank });
  expect(await orderIn(app, projectId)).toBe("ba");
  expect(await app.events()).toEqual(before);
});

test("a task that gets another status is closed or reopened accordingly, and history says from where to where", async () => {
  await using app = await createTestApp();
  const { projectId, status } = await createTracker(app);
  const [task, other] = await addTasks(app, projectId, ["a", "b"]);
  const { move } = app.as("mona").tasks;
  app.pass(1_000);

  const done = await move({ id: task.id, statusId: status.Done, afterId: null, beforeId: null });
  const reopened = await move({ id: task.id, statusId: status.Backlog, afterId: other.id, beforeId: null });

  const changed = { updatedAt: app.now(), statusId: status.Done };
  expect(done).toEqual({ ...task, ...changed, closedAt: app.now(), version: 2 });
  expect(reopened).toMatchObject({ statusId: status.Backlog, closedAt: null, version: 3 });
  expect(await orderIn(app, projectId)).toBe("ba");
  expect((await app.events("task")).slice(2)).toEqual([
    ...["task.moved", "task.completed"],
    ...["task.moved", "task.reopened"],
  ]);
});

test("without neighbours a task keeps its place in the manual order", async () => {
  await using app = await createTestApp();
  const { projectId, status } = await createTracker(app);
  const [a] = await addTasks(app, projectId, ["a", "b", "c"]);

  const moved = await app.as("mona").tasks.move({ id: a.id, statusId: status.Done, afterId: null, beforeId: null });

  expect(moved.rank).toBe(a.rank);
});

test("tasks moved to one place at once all get a place of their own there", async () => {
  await using app = await createTestApp();
  const { projectId, status } = await createTracker(app);
  const [a, b, ...others] = await addTasks(app, projectId, ["a", "b", "c", "d", "e", "f", "g", "h"]);

  await Promise.all(
    others.map(({ id }) => app.as("mona").tasks.move({ id, statusId: status.Backlog, afterId: a.id, beforeId: b.id })),
  );

  const page = await app.as("vera").tasks.list({ projectId, sort: "manual" });
  expect(new Set(page.tasks.map(({ rank }) => rank)).size).toBe(8);
  expect(page.tasks.map(({ title }) => title).join("")).toMatch(/^a[c-h]{6}b$/);
});

test("tasks that share a rank are spread out in the order they have when one is put among them", async () => {
  await using app = await createTestApp();
  const { projectId, status } = await createTracker(app);
  const [a, b, c, d, e] = await addTasks(app, projectId, ["a", "b", "c", "d", "e"]);
  const move = (id: string, afterId: string | null, beforeId: string | null) =>
    app.as("mona").tasks.move({ id, statusId: status.Backlog, afterId, beforeId });
  const shareRank = () =>
    app.database.write((db) => db.update(tasks).set({ rank: "a5" }).where(eq(tasks.projectId, projectId)));

  await shareRank();
  await move(e.id, b.id, c.id);
  expect(await orderIn(app, projectId)).toBe("abecd");

  await shareRank();
  await move(a.id, null, d.id);
  expect(await orderIn(app, projectId)).toBe("bcade");
});

test("neighbours that have moved meanwhile are a conflict", async () => {
  await using app = await createTestApp();
  const { projectId, status } = await createTracker(app);
  const [a, b, c, d] = await addTasks(app, projectId, ["a", "b", "c", "d"]);
  const { move } = app.as("mona").tasks;
  await move({ id: d.id, statusId: status.Done, afterId: null, beforeId: null });

  await expectUntouched(app, { code: "CONFLICT", message: "The order has changed meanwhile. Load it again." }, () => [
    move({ id: c.id, statusId: status.Backlog, afterId: b.id, beforeId: a.id }),
    move({ id: c.id, statusId: status.Backlog, afterId: d.id, beforeId: null }),
    move({ id: c.id, statusId: status.Done, afterId: a.id, beforeId: d.id }),
  ]);
});

test("a task is only moved within its project, next to other tasks", async () => {
  await using app = await createTestApp();
  const { workspaceId, projectId, status } = await createTracker(app);
  const other = await addProject(app, workspaceId, "GEM");
  const [foreign] = await addTasks(app, other.projectId, ["Foreign"]);
  const [{ id }, deleted] = await addTasks(app, projectId, ["a", "b"]);
  await app.as("mona").tasks.delete({ id: deleted.id });
  const { move } = app.as("mona").tasks;
  const statusId = status.Backlog;

  await expectUntouched(app, { code: "NOT_FOUND" }, () => [
    move({ id, statusId: other.status.Done, afterId: null, beforeId: null }),
    move({ id, statusId: other.status.Backlog, afterId: foreign.id, beforeId: null }),
    move({ id, statusId, afterId: foreign.id, beforeId: null }),
    move({ id, statusId, afterId: null, beforeId: foreign.id }),
    move({ id, statusId, afterId: deleted.id, beforeId: null }),
    move({ id, statusId, afterId: randomUUID(), beforeId: null }),
    move({ id: randomUUID(), statusId, afterId: null, beforeId: null }),
  ]);
  await expectUntouched(app, { code: "BAD_REQUEST" }, () => [
    move({ id, statusId, afterId: id, beforeId: null }),
    move({ id, statusId, afterId: null, beforeId: id }),
  ]);
});

test("one task is no two neighbours", async () => {
  await using app = await createTestApp();
  const { projectId, status } = await createTracker(app);
  const [a, b] = await addTasks(app, projectId, ["a", "b"]);

  await expectUntouched(app, { code: "BAD_REQUEST" }, () => [
    app.as("mona").tasks.move({ id: a.id, statusId: status.Backlog, afterId: b.id, beforeId: b.id }),
  ]);
});

test("viewers move no tasks, strangers find none, and nobody moves any without signing in", async () => {
  await using app = await createTestApp();
  const { projectId, status } = await createTracker(app);
  const [{ id }] = await addTasks(app, projectId, ["Land"]);
  const move = { id, statusId: status.Done, afterId: null, beforeId: null };

  await expectUntouched(app, { code: "FORBIDDEN" }, () => [app.as("vera").tasks.move(move)]);
  await expectUntouched(app, { code: "NOT_FOUND" }, () => [app.as("bob").tasks.move(move)]);
  await expectUntouched(app, { code: "UNAUTHORIZED" }, () => [app.anyone.tasks.move(move)]);
});

async function orderIn(app: TestApp, projectId: string): Promise<string> {
  const page = await app.as("vera").tasks.list({ projectId, sort: "manual" });
  return page.tasks.map(({ title }) => title).join("");
}
