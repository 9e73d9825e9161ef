import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";
import { addProject, addTasks, createTracker } from "../../../test/tracker.ts";
import { expectUntouched } from "../../../test/untouched.ts";

test("a new status comes behind the others", async () => {
  await using app = await createTestApp();
  const { projectId } = await createTracker(app);

  const made = await app.as("adam").statuses.create({ projectId, name: "Review", category: "doing" });

  expect(made).toEqual({ id: made.id, projectId, name: "Review", category: "doing" });
  expect(await namesIn(app, projectId)).toEqual(["Backlog", "Todo", "In progress", "Done", "Cancelled", "Review"]);
  expect(await app.events("status")).toEqual(["status.created"]);
});

test("a status goes behind another one, or first", async () => {
  await using app = await createTestApp();
  const { projectId, status } = await createTracker(app);
  const { move } = app.as("adam").statuses;

  await move({ id: status.Done, afterId: status.Backlog });
  expect(await namesIn(app, projectId)).toEqual(["Backlog", "Done", "Todo", "In progress", "Cancelled"]);
  await move({ id: status.Cancelled, afterId: null });
  expect(await namesIn(app, projectId)).toEqual(["Cancelled", "Backlog", "Done", "Todo", "In progress"]);
  await move({ id: status.Backlog, afterId: status["In progress"] });
  expect(await namesIn(app, projectId)).toEqual(["Cancelled", "Done", "Todo", "In progress", "Backlog"]);
  await move({ id: status.Backlog, afterId: status["In progress"] });

  expect(await app.events("status")).toEqual(["status.changed", "status.changed", "status.changed"]);
});

test("statuses that are added and moved at once all have a place of their own", async () => {
  await using app = await createTestApp();
  const { projectId, status } = await createTracker(app);
  const names = Array.from({ length: 8 }, (_, at) => `Status ${at}`);
  const { create, move } = app.as("adam").statuses;

  await Promise.all([
    ...names.map((name) => create({ projectId, name, category: "doing" })),
    ...Object.values(status).map((id) => move({ id, afterId: null })),
  ]);

  expect((await namesIn(app, projectId)).sort()).toEqual([...Object.keys(status), ...names].sort());
});

test("a status gets another name, but not one its project has already", async () => {
  await using app = await createTestApp();
  const { workspaceId, projectId, status } = await createTracker(app);
  const other = await addProject(app, workspaceId, "GEM");
  const { create, update } = app.as("adam").statuses;

  const changed = await update({ id: status.Todo, name: "Next" });
  await update({ id: status.Todo, name: "Next", category: "todo" });
  await update({ id: other.status.Todo, name: "Next" });

  expect(changed).toEqual({ id: status.Todo, projectId, name: "Next", category: "todo" });
  expect(await app.events("status")).toEqual(["status.changed", "status.changed"]);
  await expectUntouched(app, { code: "CONFLICT", message: "The project already has a status named “Done”." }, () => [
    update({ id: status.Todo, name: "Done" }),
    create({ projectId, name: "Done", category: "todo" }),
  ]);
});

test("what a status means decides whether its tasks are closed", async () => {
  await using app = await createTestApp();
  const { projectId, status } = await createTracker(app);
  const [open, done] = await addTasks(app, projectId, ["open", "done"]);
  await app.as("mona").tasks.move({ id: done.id, statusId: status.Done, afterId: null, beforeId: null });
  const closed = app.now();
  app.pass(1_000);
  const { update } = app.as("adam").statuses;
  const closedAt = async (id: string) => (await app.as("vera").tasks.get({ id })).closedAt;

  await update({ id: status.Backlog, category: "cancelled" });
  await update({ id: status.Done, category: "cancelled" });
  expect(await closedAt(open.id)).toEqual(app.now());
  expect(await closedAt(done.id)).toEqual(closed);

  await update({ id: status.Done, category: "doing" });
  expect(await closedAt(open.id)).toEqual(app.now());
  expect(await closedAt(done.id)).toBeNull();
});

test("the tasks of a deleted status go to another one, deleted tasks too", async () => {
  await using app = await createTestApp();
  const { projectId, status } = await createTracker(app);
  const [task, deleted] = await addTasks(app, projectId, ["Land", "Deleted"]);
  await app.as("mona").tasks.delete({ id: deleted.id });
  app.pass(1_000);

  await app.as("adam").statuses.delete({ id: status.Backlog, moveTasksTo: status.Done });

  expect(await namesIn(app, projectId)).toEqual(["Todo", "In progress", "Done", "Cancelled"]);
  const moved = { statusId: status.Done, closedAt: app.now(), updatedAt: app.now(), version: 2 };
  expect(await app.as("vera").tasks.get({ id: task.id })).toMatchObject(moved);
  expect(await app.as("mona").tasks.restore({ id: deleted.id })).toMatchObject(moved);
  expect(await app.events("status")).toEqual(["status.deleted"]);
});

test("the history of a task tells that its status was deleted under it, and what that made of it", async () => {
  await using app = await createTestApp();
  const { projectId, status } = await createTracker(app);
  const [task] = await addTasks(app, projectId, ["Land"]);
  const { delete: remove } = app.as("adam").statuses;

  await remove({ id: status.Backlog, moveTasksTo: status.Done });
  await remove({ id: status.Done, moveTasksTo: status.Todo });

  const { entries } = await app.as("vera").activity.ofTask({ taskId: task.id });
  expect(entries.map(({ name, actorName, data }) => [name, actorName, data]).toReversed()).toEqual([
    ["task.created", "Mona", {}],
    ["task.moved", "Adam", { from: "Backlog", to: "Done" }],
    ["task.completed", "Adam", {}],
    ["task.moved", "Adam", { from: "Done", to: "Todo" }],
    ["task.reopened", "Adam", {}],
  ]);
});

test("tasks of a deleted status only go to a status that stays in their project", async () => {
  await using app = await createTestApp();
  const { workspaceId, status } = await createTracker(app);
  const other = await addProject(app, workspaceId, "GEM");
  const { delete: remove } = app.as("adam").statuses;

  await expectUntouched(app, { code: "BAD_REQUEST" }, () => [remove({ id: status.Todo, moveTasksTo: status.Todo })]);
  await expectUntouched(app, { code: "NOT_FOUND", message: "There is no such status." }, () => [
    remove({ id: status.Todo, moveTasksTo: other.status.Done }),
    remove({ id: status.Todo, moveTasksTo: randomUUID() }),
    remove({ id: randomUUID(), moveTasksTo: status.Todo }),
  ]);
});

test("a project keeps its last status", async () => {
  await using app = await createTestApp();
  const { status } = await createTracker(app);
  const { Todo: last, ...others } = status;
  const { delete: remove } = app.as("adam").statuses;
  for (const id of Object.values(others)) await remove({ id, moveTasksTo: last });

  await expectUntouched(app, { code: "CONFLICT" }, () => [
    remove({ id: last, moveTasksTo: last }),
    remove({ id: last, moveTasksTo: others.Done }),
  ]);
});

test("a status is only put behind another one of its project", async () => {
  await using app = await createTestApp();
  const { workspaceId, status } = await createTracker(app);
  const other = await addProject(app, workspaceId, "GEM");
  const { move } = app.as("adam").statuses;

  await expectUntouched(app, { code: "BAD_REQUEST" }, () => [move({ id: status.Todo, afterId: status.Todo })]);
  await expectUntouched(app, { code: "NOT_FOUND" }, () => [
    move({ id: status.Todo, afterId: other.status.Done }),
    move({ id: status.Todo, afterId: randomUUID() }),
  ]);
});

test("only admins change statuses; strangers see none, and nobody without signing in", async () => {
  await using app = await createTestApp();
  const { projectId, status } = await createTracker(app);
  const changes = ({ statuses }: ReturnType<TestApp["as"]>) => [
    statuses.create({ projectId, name: "Review", category: "doing" }),
    statuses.update({ id: status.Todo, name: "Next" }),
    statuses.move({ id: status.Todo, afterId: null }),
    statuses.delete({ id: status.Todo, moveTasksTo: status.Done }),
  ];

  await expectUntouched(app, { code: "FORBIDDEN" }, () => [...changes(app.as("mona")), ...changes(app.as("vera"))]);
  await expectUntouched(app, { code: "NOT_FOUND" }, () => [
    ...changes(app.as("bob")),
    app.as("bob").statuses.list({ projectId }),
  ]);
  await expectUntouched(app, { code: "UNAUTHORIZED" }, () => [
    ...changes(app.anyone),
    app.anyone.statuses.list({ projectId }),
  ]);
});

async function namesIn(app: TestApp, projectId: string): Promise<string[]> {
  const statuses = await app.as("vera").statuses.list({ projectId });
  return statuses.map(({ name }) => name);
}
