import { randomUUID } from "node:crypto";
import { events } from "@plinth/kernel";
import { asc } from "drizzle-orm";
import { expect, test } from "vitest";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";
import { addCopies, addProject, addTasks, createTracker } from "../../../test/tracker.ts";
import { expectUntouched } from "../../../test/untouched.ts";
import { labels } from "../labels/table.ts";

test("a member makes the same change to many tasks", async () => {
  await using app = await createTestApp();
  const { projectId, status } = await createTracker(app);
  const { labels, tasks } = app.as("mona");
  const bug = await labels.create({ projectId, name: "bug" });
  const idea = await labels.create({ projectId, name: "idea" });
  const [a, b, untouched] = await addTasks(app, projectId, ["a", "b", "c"]);
  await tasks.update({ id: b.id, version: 1, labelIds: [bug.id] });
  app.pass(1_000);
  const assigneeId = await app.idOf("adam");
  const change = { statusId: status.Done, priority: "high", assigneeId, dueOn: "2026-07-20" } as const;

  const result = await tasks.updateMany({
    projectId,
    ids: [a.id, b.id, a.id],
    ...change,
    addLabelIds: [idea.id],
    removeLabelIds: [bug.id],
  });

  expect(result).toEqual({ changed: 2 });
  const changed = { ...change, labelIds: [idea.id], updatedAt: app.now(), closedAt: app.now() };
  expect(await tasks.get({ id: a.id })).toEqual({ ...a, ...changed, version: 2 });
  expect(await tasks.get({ id: b.id })).toEqual({ ...b, ...changed, version: 3 });
  expect(await tasks.get({ id: untouched.id })).toEqual(untouched);
  expect((await app.events("task")).slice(4)).toEqual([
    ...["task.changed", "task.changed"],
    ...["task.completed", "task.completed"],
  ]);
});

test("of many tasks only those that change get a new version and a line in history", async () => {
  await using app = await createTestApp();
  const { projectId, status } = await createTracker(app);
  const [a, b, c] = await addTasks(app, projectId, ["a", "b", "c"]);
  const { move, updateMany, list } = app.as("mona").tasks;
  await move({ id: a.id, statusId: status.Done, afterId: null, beforeId: null });
  await move({ id: b.id, statusId: status.Todo, afterId: null, beforeId: null });
  const change = { projectId, ids: [a.id, b.id, c.id], statusId: status.Done };

  const first = await updateMany(change);
  const second = await updateMany(change);

  expect([first, second]).toEqual([{ changed: 2 }, { changed: 0 }]);
  const versions = (await list({ projectId, sort: "manual" })).tasks.map(({ version }) => version);
  expect(versions).toEqual([2, 3, 2]);
  const rows = await app.database.read.select().from(events).orderBy(asc(events.id));
  const changes = rows.filter(({ name }) => name === "task.changed");
  expect(changes.map(({ subjectId, data }) => [subjectId, data])).toEqual([
    [b.id, { fields: ["statusId"], from: "Todo", to: "Done" }],
    [c.id, { fields: ["statusId"], from: "Backlog", to: "Done" }],
  ]);
});

test("many tasks are reopened at once, and closed ones stay closed since when they were", async () => {
  await using app = await createTestApp();
  const { projectId, status } = await createTracker(app);
  const [{ id: a }, { id: b }] = await addTasks(app, projectId, ["a", "b"]);
  const { get, updateMany } = app.as("mona").tasks;
  await updateMany({ projectId, ids: [a], statusId: status.Done });
  const closedAt = app.now();
  app.pass(1_000);

  await updateMany({ projectId, ids: [a, b], statusId: status.Cancelled });
  expect([(await get({ id: a })).closedAt, (await get({ id: b })).closedAt]).toEqual([closedAt, app.now()]);
  await updateMany({ projectId, ids: [a, b], statusId: status.Todo });

  expect([(await get({ id: a })).closedAt, (await get({ id: b })).closedAt]).toEqual([null, null]);
  expect((await app.events("task")).slice(-2)).toEqual(["task.reopened", "task.reopened"]);
});

test("two hundred tasks are changed in one go, and not one more", async () => {
  await using app = await createTestApp();
  const { projectId } = await createTracker(app);
  const [task] = await addTasks(app, projectId, ["a"]);
  const ids = [task.id, ...(await addCopies(app, task, 199))];
  const { updateMany } = app.as("mona").tasks;

  expect(await updateMany({ projectId, ids, priority: "low" })).toEqual({ changed: 200 });
  await expectUntouched(app, { code: "BAD_REQUEST" }, () => [
    updateMany({ projectId, ids: [...ids, randomUUID()], priority: "high" }),
  ]);
});

test("when one task cannot be changed, none is", async () => {
  await using app = await createTestApp();
  const { workspaceId, projectId } = await createTracker(app);
  const other = await addProject(app, workspaceId, "GEM");
  const [a, deleted] = await addTasks(app, projectId, ["a", "b"]);
  const [foreign] = await addTasks(app, other.projectId, ["Foreign"]);
  await app.as("mona").tasks.delete({ id: deleted.id });
  const { updateMany } = app.as("mona").tasks;

  await expectUntouched(app, { code: "NOT_FOUND", message: "There is no such task." }, () =>
    [foreign.id, deleted.id, randomUUID()].map((id) => updateMany({ projectId, ids: [a.id, id], priority: "high" })),
  );
});

test("a change of many refers only to what belongs to their project and workspace", async () => {
  await using app = await createTestApp();
  const { workspaceId, projectId } = await createTracker(app);
  const other = await addProject(app, workspaceId, "GEM");
  const label = await app.as("mona").labels.create({ projectId: other.projectId, name: "bug" });
  const [{ id }] = await addTasks(app, projectId, ["a"]);
  const { updateMany } = app.as("mona").tasks;
  const [bob, vera] = [await app.idOf("bob"), await app.idOf("vera")];

  await expectUntouched(app, { code: "NOT_FOUND" }, () => [
    updateMany({ projectId, ids: [id], statusId: other.status.Done }),
    updateMany({ projectId, ids: [id], addLabelIds: [label.id] }),
    updateMany({ projectId, ids: [id], removeLabelIds: [label.id] }),
    updateMany({ projectId, ids: [id], assigneeId: bob }),
  ]);
  await expectUntouched(app, { code: "BAD_REQUEST" }, () => [updateMany({ projectId, ids: [id], assigneeId: vera })]);
});

test("a task has at most a hundred labels, however it gets them, and none is both added and removed", async () => {
  await using app = await createTestApp();
  const { projectId } = await createTracker(app);
  const { tasks } = app.as("mona");
  const [one = "", ...hundred] = await addLabels(app, projectId, 101);
  const { id } = await tasks.create({ projectId, title: "a", labelIds: hundred });

  await expectUntouched(app, { code: "BAD_REQUEST", message: "A task has at most 100 labels." }, () => [
    tasks.updateMany({ projectId, ids: [id], addLabelIds: [one] }),
  ]);
  await expectUntouched(app, { code: "BAD_REQUEST" }, () => [
    tasks.create({ projectId, title: "b", labelIds: [one, ...hundred] }),
    tasks.update({ id, version: 1, labelIds: [one, ...hundred] }),
    tasks.updateMany({ projectId, ids: [id], addLabelIds: [one], removeLabelIds: [one] }),
  ]);
  const swapped = { addLabelIds: [one], removeLabelIds: hundred.slice(0, 1) };
  expect(await tasks.updateMany({ projectId, ids: [id], ...swapped })).toEqual({ changed: 1 });
});

test("viewers change no tasks, strangers find no project, and nobody changes any without signing in", async () => {
  await using app = await createTestApp();
  const { projectId } = await createTracker(app);
  const [{ id }] = await addTasks(app, projectId, ["a"]);
  const change = { projectId, ids: [id], priority: "high" as const };

  await expectUntouched(app, { code: "FORBIDDEN" }, () => [app.as("vera").tasks.updateMany(change)]);
  await expectUntouched(app, { code: "NOT_FOUND" }, () => [app.as("bob").tasks.updateMany(change)]);
  await expectUntouched(app, { code: "UNAUTHORIZED" }, () => [app.anyone.tasks.updateMany(change)]);
});

async function addLabels({ database }: TestApp, projectId: string, howMany: number): Promise<string[]> {
  const rows = Array.from({ length: howMany }, (_, at) => ({ projectId, name: `label ${at}`, color: "gray" as const }));
  const made = await database.write((db) => db.insert(labels).values(rows).returning({ id: labels.id }));
  return made.map(({ id }) => id);
}
