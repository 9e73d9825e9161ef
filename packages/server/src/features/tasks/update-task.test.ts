import { randomUUID } from "node:crypto";
import { events } from "@plinth/kernel";
import { asc } from "drizzle-orm";
import { expect, test } from "vitest";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";
import { addProject, addTasks, createTracker } from "../../../test/tracker.ts";
import { expectUntouched } from "../../../test/untouched.ts";

test("a member changes the fields they name, and no others", async () => {
  await using app = await createTestApp();
  const { projectId } = await createTracker(app);
  const [task, parent] = await addTasks(app, projectId, ["Land", "Fly"]);
  const { id: labelId } = await app.as("mona").labels.create({ projectId, name: "bug" });
  app.pass(1_000);
  const { update } = app.as("mona").tasks;
  const change = {
    title: "Land softly",
    body: "# How",
    priority: "urgent",
    assigneeId: await app.idOf("mona"),
    labelIds: [labelId],
    dueOn: "2026-07-20",
    estimate: 3,
    parentId: parent.id,
  } as const;

  const changed = await update({ id: task.id, version: 1, ...change, labelIds: [labelId] });
  const cleared = await update({
    id: task.id,
    version: 2,
    assigneeId: null,
    labelIds: [],
    dueOn: null,
    parentId: null,
  });

  expect(changed).toEqual({ ...task, ...change, version: 2, updatedAt: app.now() });
  expect(cleared).toEqual({
    ...changed,
    assigneeId: null,
    labelIds: [],
    dueOn: null,
    parentId: null,
    version: 3,
  });
  expect(await app.as("vera").tasks.get({ id: task.id })).toEqual(cleared);
  expect(await dataOf(app, "task.changed")).toEqual([
    {
      fields: ["title", "body", "priority", "assigneeId", "dueOn", "estimate", "parentId", "labelIds"],
      assigneeId: change.assigneeId,
    },
    { fields: ["assigneeId", "dueOn", "parentId", "labelIds"], assigneeId: null },
  ]);
});

test("a new title is found by its new words", async () => {
  await using app = await createTestApp();
  const { projectId } = await createTracker(app);
  const [task] = await addTasks(app, projectId, ["Land"]);

  await app.as("mona").tasks.update({ id: task.id, version: 1, title: "Börsig" });

  const { list } = app.as("vera").tasks;
  expect((await list({ projectId, text: "borsig" })).tasks).toHaveLength(1);
  expect((await list({ projectId, text: "land" })).tasks).toHaveLength(0);
});

test("a change that says nothing new records nothing and keeps the version", async () => {
  await using app = await createTestApp();
  const { projectId, status } = await createTracker(app);
  const { id: labelId } = await app.as("mona").labels.create({ projectId, name: "bug" });
  const task = await app.as("mona").tasks.create({ projectId, title: "Land", labelIds: [labelId] });
  const { update } = app.as("mona").tasks;
  app.pass(1_000);
  const before = await app.events();

  const nothing = await update({ id: task.id, version: 1 });
  const same = { title: " Land ", statusId: status.Backlog, assigneeId: null, labelIds: [labelId, labelId] };
  const again = await update({ id: task.id, version: 1, ...same });

  expect(nothing).toEqual(task);
  expect(again).toEqual(task);
  expect(await app.events()).toEqual(before);
});

test("a change made against an older version is refused, naming the newest", async () => {
  await using app = await createTestApp();
  const { projectId } = await createTracker(app);
  const [task] = await addTasks(app, projectId, ["Land"]);
  await app.as("mona").tasks.update({ id: task.id, version: 1, title: "Start" });
  await app.as("mona").tasks.update({ id: task.id, version: 2, title: "Fly" });
  const { update } = app.as("adam").tasks;

  await expectUntouched(app, { code: "CONFLICT" }, () => [
    update({ id: task.id, version: 1, title: "Crash" }),
    update({ id: task.id, version: 2, title: "Fly" }),
    update({ id: task.id, version: 4, title: "Crash" }),
  ]);
  const refusal = await update({ id: task.id, version: 1, title: "Crash" }).catch((error) => error);
  expect(refusal.cause.details).toEqual({ version: 3 });
});

test("of many who change the same version at once, one does and no change is lost", async () => {
  await using app = await createTestApp();
  const { projectId } = await createTracker(app);
  const [task] = await addTasks(app, projectId, ["Land"]);
  const { update } = app.as("mona").tasks;

  const attempts = Array.from({ length: 8 }, (_, at) => update({ id: task.id, version: 1, title: `Title ${at}` }));
  const outcomes = await Promise.allSettled(attempts);

  const [done, ...more] = outcomes.flatMap((outcome) => (outcome.status === "fulfilled" ? [outcome.value] : []));
  expect(more).toEqual([]);
  for (const outcome of outcomes) {
    if (outcome.status === "rejected") expect(outcome.reason).toMatchObject({ code: "CONFLICT" });
  }
  expect(await app.as("vera").tasks.get({ id: task.id })).toEqual(done);
  expect(await app.events("task")).toEqual(["task.created", "task.changed"]);
});

test("a task is closed while its status is done or cancelled", async () => {
  await using app = await createTestApp();
  const { projectId, status } = await createTracker(app);
  const [{ id }] = await addTasks(app, projectId, ["Land"]);
  const { update } = app.as("mona").tasks;
  const start = app.now();

  app.pass(1_000);
  const done = await update({ id, version: 1, statusId: status.Done });
  const doneAt = app.now();
  app.pass(1_000);
  const cancelled = await update({ id, version: 2, statusId: status.Cancelled });
  const reopened = await update({ id, version: 3, statusId: status.Todo });
  const cancelledAgain = await update({ id, version: 4, statusId: status.Cancelled });

  expect(done.closedAt).toEqual(doneAt);
  expect(done.createdAt).toEqual(start);
  expect(cancelled.closedAt).toEqual(doneAt);
  expect(reopened.closedAt).toBeNull();
  expect(cancelledAgain.closedAt).toEqual(app.now());
  expect(await app.events("task")).toEqual([
    "task.created",
    ...["task.changed", "task.completed"],
    "task.changed",
    ...["task.changed", "task.reopened"],
    "task.changed",
  ]);
  expect((await dataOf(app, "task.changed"))[0]).toEqual({ fields: ["statusId"], from: "Backlog", to: "Done" });
});

test("a task is no part of itself, however deep", async () => {
  await using app = await createTestApp();
  const { projectId } = await createTracker(app);
  const [a, b, c] = await addTasks(app, projectId, ["a", "b", "c"]);
  const { update } = app.as("mona").tasks;
  await update({ id: b.id, version: 1, parentId: a.id });
  await update({ id: c.id, version: 1, parentId: b.id });

  await expectUntouched(app, { code: "CONFLICT", message: "A task cannot be a part of itself." }, () => [
    update({ id: a.id, version: 1, parentId: a.id }),
    update({ id: a.id, version: 1, parentId: b.id }),
    update({ id: a.id, version: 1, parentId: c.id }),
  ]);
  const [tree] = (await app.as("vera").tasks.list({ projectId, parentId: null })).tasks;
  expect(tree?.id).toBe(a.id);
});

test("two tasks cannot become each other's parts at once", async () => {
  await using app = await createTestApp();
  const { projectId } = await createTracker(app);
  const [a, b] = await addTasks(app, projectId, ["a", "b"]);
  const { update } = app.as("mona").tasks;

  const outcomes = await Promise.allSettled([
    update({ id: a.id, version: 1, parentId: b.id }),
    update({ id: b.id, version: 1, parentId: a.id }),
  ]);

  expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
});

test("a change refers only to what belongs to the task's project and workspace", async () => {
  await using app = await createTestApp();
  const { workspaceId, projectId } = await createTracker(app);
  const other = await addProject(app, workspaceId, "GEM");
  const [{ id }] = await addTasks(app, projectId, ["Land"]);
  const [foreign] = await addTasks(app, other.projectId, ["Foreign"]);
  const label = await app.as("mona").labels.create({ projectId: other.projectId, name: "bug" });
  const { update } = app.as("mona").tasks;
  const [bob, vera] = [await app.idOf("bob"), await app.idOf("vera")];

  await expectUntouched(app, { code: "NOT_FOUND" }, () => [
    update({ id, version: 1, statusId: other.status.Todo }),
    update({ id, version: 1, labelIds: [label.id] }),
    update({ id, version: 1, parentId: foreign.id }),
    update({ id, version: 1, assigneeId: bob }),
    update({ id: randomUUID(), version: 1, title: "Start" }),
  ]);
  await expectUntouched(app, { code: "BAD_REQUEST" }, () => [update({ id, version: 1, assigneeId: vera })]);
});

test("viewers change no tasks, strangers find none, and nobody changes any without signing in", async () => {
  await using app = await createTestApp();
  const { projectId } = await createTracker(app);
  const [{ id }] = await addTasks(app, projectId, ["Land"]);
  const change = { id, version: 1, title: "Start" };

  await expectUntouched(app, { code: "FORBIDDEN" }, () => [app.as("vera").tasks.update(change)]);
  await expectUntouched(app, { code: "NOT_FOUND" }, () => [app.as("bob").tasks.update(change)]);
  await expectUntouched(app, { code: "UNAUTHORIZED" }, () => [app.anyone.tasks.update(change)]);
});

test("a deleted task cannot be changed", async () => {
  await using app = await createTestApp();
  const { projectId, status } = await createTracker(app);
  const [{ id }] = await addTasks(app, projectId, ["Land"]);
  const { tasks } = app.as("mona");
  await tasks.delete({ id });

  await expectUntouched(app, { code: "NOT_FOUND" }, () => [
    tasks.get({ id }),
    tasks.getByNumber({ projectId, number: 1 }),
    tasks.update({ id, version: 1, title: "Start" }),
    tasks.move({ id, statusId: status.Done, afterId: null, beforeId: null }),
    tasks.updateMany({ projectId, ids: [id], priority: "high" }),
    tasks.delete({ id }),
  ]);
});

async function dataOf(app: TestApp, name: string): Promise<unknown[]> {
  const rows = await app.database.read.select().from(events).orderBy(asc(events.id));
  return rows.filter((row) => row.name === name).map(({ data }) => data);
}
