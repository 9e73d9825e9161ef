import { expect, test } from "vitest";
import { expectRefused } from "../../../test/refusals.ts";
import { createTestApp } from "../../../test/test-app.ts";
import { addCopies, addTasks, createTracker } from "../../../test/tracker.ts";

test("a board has a column per status in their order, each in manual order", async () => {
  await using app = await createTestApp();
  const { projectId, status } = await createTracker(app);
  const [a, b, c] = await addTasks(app, projectId, ["a", "b", "c"]);
  const { move } = app.as("mona").tasks;
  await move({ id: c.id, statusId: status.Backlog, afterId: null, beforeId: a.id });
  await move({ id: b.id, statusId: status.Done, afterId: null, beforeId: null });
  await app.as("adam").statuses.move({ id: status.Done, afterId: null });

  const { columns } = await app.as("vera").tasks.board({ projectId });

  expect(columns.map(({ statusId, total, tasks }) => [statusId, total, tasks.map(({ title }) => title)])).toEqual([
    [status.Done, 1, ["b"]],
    [status.Backlog, 2, ["c", "a"]],
    [status.Todo, 0, []],
    [status["In progress"], 0, []],
    [status.Cancelled, 0, []],
  ]);
  const page = await app.as("vera").tasks.list({ projectId, statusIds: [status.Done] });
  expect(columns[0]?.tasks).toEqual(page.tasks);
});

test("a column shows two hundred tasks and says how many there are", async () => {
  await using app = await createTestApp();
  const { projectId } = await createTracker(app);
  const [task] = await addTasks(app, projectId, ["Land"]);
  const ids = [task.id, ...(await addCopies(app, task, 202))];
  const { id: labelId } = await app.as("mona").labels.create({ projectId, name: "bug" });
  await app.as("mona").tasks.updateMany({ projectId, ids: ids.slice(0, 200), addLabelIds: [labelId] });

  const [backlog] = (await app.as("vera").tasks.board({ projectId })).columns;

  expect(backlog?.total).toBe(203);
  expect(backlog?.tasks.map(({ id }) => id)).toEqual(ids.slice(0, 200));
  expect(backlog?.tasks.every(({ labelIds }) => labelIds[0] === labelId)).toBe(true);
});

test("a board is narrowed down as a list is", async () => {
  await using app = await createTestApp();
  const { projectId } = await createTracker(app);
  await addTasks(app, projectId, ["Land", "Start"]);

  const [backlog] = (await app.as("vera").tasks.board({ projectId, text: "land" })).columns;

  expect(backlog).toMatchObject({ total: 1, tasks: [{ title: "Land" }] });
});

test("a stranger finds no board, and nobody sees one without signing in", async () => {
  await using app = await createTestApp();
  const { projectId } = await createTracker(app);

  await expectRefused([app.as("bob").tasks.board({ projectId })], { code: "NOT_FOUND" });
  await expectRefused([app.anyone.tasks.board({ projectId })], { code: "UNAUTHORIZED" });
});
