import { randomUUID } from "node:crypto";
import { createLog, mutationContext } from "@plinth/kernel";
import { expect, test } from "vitest";
import { createTestApp } from "../../../test/test-app.ts";
import { addProject, addTasks, createTracker } from "../../../test/tracker.ts";
import { expectUntouched } from "../../../test/untouched.ts";
import { createTask } from "./create-task.ts";
import { NewTask } from "./inputs.ts";

test("a member makes a task, and everyone in the workspace sees all of it", async () => {
  await using app = await createTestApp();
  const { workspaceId, projectId, status } = await createTracker(app);
  const { id: labelId } = await app.as("mona").labels.create({ projectId, name: "bug" });
  const [parent] = await addTasks(app, projectId, ["Fly"]);
  const details = {
    projectId,
    body: "Softly.\n",
    statusId: status.Todo,
    priority: "high",
    assigneeId: await app.idOf("adam"),
    dueOn: "2026-07-20",
    estimate: 8,
    parentId: parent.id,
  } as const;

  const made = await app.as("mona").tasks.create({ ...details, title: " Land ", labelIds: [labelId, labelId] });

  expect(made).toEqual({
    ...details,
    id: made.id,
    workspaceId,
    projectKey: "APO",
    number: 2,
    title: "Land",
    labelIds: [labelId],
    rank: made.rank,
    version: 1,
    createdBy: await app.idOf("mona"),
    createdAt: app.now(),
    updatedAt: app.now(),
    closedAt: null,
    deletedAt: null,
    origin: null,
    subtasks: [],
  });
  expect(await app.as("vera").tasks.get({ id: made.id })).toEqual(made);
  expect(await app.as("vera").tasks.getByNumber({ projectId, number: 2 })).toEqual(made);
  const { subtasks } = await app.as("vera").tasks.get({ id: parent.id });
  expect(subtasks).toEqual([{ id: made.id, number: 2, title: "Land", statusId: status.Todo }]);
  expect(await app.events("task")).toEqual(["task.created", "task.created"]);
});

test("a task needs no more than a title, and starts in the first status", async () => {
  await using app = await createTestApp();
  const { projectId, status } = await createTracker(app);

  const made = await app.as("mona").tasks.create({ projectId, title: "Land" });

  expect(made).toMatchObject({ body: "", statusId: status.Backlog, priority: "none", assigneeId: null, labelIds: [] });
});

test("a task that is made in a closed status is closed", async () => {
  await using app = await createTestApp();
  const { projectId, status } = await createTracker(app);

  const made = await app.as("mona").tasks.create({ projectId, title: "Land", statusId: status.Done });

  expect(made.closedAt).toEqual(app.now());
});

test("tasks made at once get numbers without gaps, also when some of them fail", async () => {
  await using app = await createTestApp();
  const { projectId } = await createTracker(app);
  const { create } = app.as("mona").tasks;
  const attempts = Array.from({ length: 60 }, (_, at) =>
    at % 6 === 5
      ? create({ projectId, title: "Doomed", parentId: randomUUID() })
      : create({ projectId, title: `Task ${at}` }),
  );

  const outcomes = await Promise.allSettled(attempts);

  const made = outcomes.flatMap((outcome) => (outcome.status === "fulfilled" ? [outcome.value] : []));
  const numbers = made.map(({ number }) => number).sort((a, b) => a - b);
  expect(numbers).toEqual(Array.from({ length: 50 }, (_, at) => at + 1));
  expect(new Set(made.map(({ rank }) => rank)).size).toBe(50);
  expect(await app.events("task")).toEqual(numbers.map(() => "task.created"));
});

test("a number that a failed task would have had goes to the next one", async () => {
  await using app = await createTestApp();
  const { projectId } = await createTracker(app);
  const { database } = app;
  const failing = database.write(async (db) => {
    const actor = { kind: "user", userId: await app.idOf("mona"), sessionId: "", operator: false } as const;
    const log = createLog("silent");
    await createTask(
      mutationContext({ actor, now: app.now(), requestId: "r", log }, db),
      NewTask.parse({ projectId, title: "Doomed" }),
    );
    throw new Error("after all");
  });

  await expect(failing).rejects.toThrow("after all");
  const [made] = await addTasks(app, projectId, ["Land"]);

  expect(made.number).toBe(1);
  expect(await app.events("task")).toEqual(["task.created"]);
});

test("a task refers only to what belongs to its project and workspace", async () => {
  await using app = await createTestApp();
  const { workspaceId, projectId } = await createTracker(app);
  const other = await addProject(app, workspaceId, "GEM");
  const [foreign] = await addTasks(app, other.projectId, ["Foreign"]);
  const label = await app.as("mona").labels.create({ projectId: other.projectId, name: "bug" });
  const [deleted] = await addTasks(app, projectId, ["Deleted"]);
  await app.as("mona").tasks.delete({ id: deleted.id });
  const { create } = app.as("mona").tasks;
  const bob = await app.idOf("bob");

  await expectUntouched(app, { code: "NOT_FOUND" }, () => [
    create({ projectId, title: "Land", statusId: other.status.Todo }),
    create({ projectId, title: "Land", labelIds: [label.id] }),
    create({ projectId, title: "Land", parentId: foreign.id }),
    create({ projectId, title: "Land", parentId: deleted.id }),
    create({ projectId, title: "Land", assigneeId: bob }),
    create({ projectId, title: "Land", assigneeId: randomUUID() }),
    create({ projectId: randomUUID(), title: "Land" }),
  ]);
});

test("a viewer is assigned to nothing", async () => {
  await using app = await createTestApp();
  const { projectId } = await createTracker(app);
  const assigneeId = await app.idOf("vera");

  await expectUntouched(app, { code: "BAD_REQUEST" }, () => [
    app.as("mona").tasks.create({ projectId, title: "Land", assigneeId }),
  ]);
});

test("viewers make no tasks, strangers find no project, and nobody makes any without signing in", async () => {
  await using app = await createTestApp();
  const { projectId } = await createTracker(app);
  const task = { projectId, title: "Land" };

  await expectUntouched(app, { code: "FORBIDDEN" }, () => [app.as("vera").tasks.create(task)]);
  await expectUntouched(app, { code: "NOT_FOUND" }, () => [app.as("bob").tasks.create(task)]);
  await expectUntouched(app, { code: "UNAUTHORIZED" }, () => [app.anyone.tasks.create(task)]);
});

test("a task's input is checked", async () => {
  await using app = await createTestApp();
  const { projectId } = await createTracker(app);
  const { create } = app.as("mona").tasks;
  const task = { projectId, title: "Land" };

  await expectUntouched(app, { code: "BAD_REQUEST" }, () => [
    ...["", " ", "x".repeat(301), "a\0b"].map((title) => create({ ...task, title })),
    ...["2026-02-30", "tomorrow", ""].map((dueOn) => create({ ...task, dueOn })),
    ...[-1, 1.5, 1_001].map((estimate) => create({ ...task, estimate })),
    create({ ...task, body: "x".repeat(200_001) }),
    create({ ...task, labelIds: Array.from({ length: 101 }, () => randomUUID()) }),
    create(Object.assign({ number: 7 }, task)),
    create(Object.assign({ createdBy: randomUUID() }, task)),
  ]);
});
