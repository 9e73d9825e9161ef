import { createLog, mutationContext, system } from "@plinth/kernel";
import { expect, test } from "vitest";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";
import { addTasks, createTracker } from "../../../test/tracker.ts";
import { expectUntouched } from "../../../test/untouched.ts";
import { tasks as table } from "./table.ts";
import { purgeDeletedTasks } from "./trash.ts";

const DAY_MS = 24 * 3_600_000;

test("a deleted task is in the trash and nowhere else, and comes back as it was", async () => {
  await using app = await createTestApp();
  const { projectId } = await createTracker(app);
  const { id: labelId } = await app.as("mona").labels.create({ projectId, name: "bug" });
  const [parent, early] = await addTasks(app, projectId, ["parent", "early"]);
  const details = { labelIds: [labelId], parentId: parent.id };
  const task = await app.as("mona").tasks.create({ projectId, title: "Land", ...details });
  const { tasks } = app.as("mona");
  await tasks.delete({ id: early.id });
  app.pass(1_000);

  await tasks.delete({ id: task.id });

  expect((await tasks.list({ projectId })).tasks).toEqual([expect.objectContaining({ id: parent.id })]);
  expect((await tasks.get({ id: parent.id })).subtasks).toEqual([]);
  const columns = (await tasks.board({ projectId })).columns;
  expect(columns.map(({ total }) => total)).toEqual([1, 0, 0, 0, 0]);
  const trash = await app.as("vera").tasks.trash({ projectId });
  expect(trash.map(({ title }) => title)).toEqual(["Land", "early"]);
  expect(trash[0]).toMatchObject({ id: task.id, labelIds: [labelId], deletedAt: app.now() });
  expect(await tasks.restore({ id: task.id })).toEqual(task);
  expect(await tasks.get({ id: task.id })).toEqual(task);
  expect((await tasks.trash({ projectId })).map(({ title }) => title)).toEqual(["early"]);
  expect((await app.events("task")).slice(3)).toEqual(["task.deleted", "task.deleted", "task.restored"]);
});

test("the number of a deleted task is not given again", async () => {
  await using app = await createTestApp();
  const { projectId } = await createTracker(app);
  const [task] = await addTasks(app, projectId, ["Land"]);
  await app.as("mona").tasks.delete({ id: task.id });

  const [next] = await addTasks(app, projectId, ["Start"]);

  expect(next.number).toBe(2);
});

test("a task can be restored for thirty days; then it is gone for good", async () => {
  await using app = await createTestApp();
  const { projectId } = await createTracker(app);
  const [old, young, child] = await addTasks(app, projectId, ["old", "young", "child"]);
  const { tasks } = app.as("mona");
  await tasks.update({ id: child.id, version: 1, parentId: old.id });
  await tasks.delete({ id: old.id });
  app.pass(1);
  await tasks.delete({ id: young.id });

  app.pass(30 * DAY_MS - 2);
  expect(await purge(app)).toBe(0);
  expect(await tasks.trash({ projectId })).toHaveLength(2);
  app.pass(1);
  expect(await tasks.trash({ projectId })).toEqual([expect.objectContaining({ id: young.id })]);
  await expectUntouched(app, { code: "NOT_FOUND" }, () => [tasks.restore({ id: old.id })]);

  expect(await purge(app)).toBe(1);
  expect(await purge(app)).toBe(0);
  const rows = await app.database.read.select({ id: table.id }).from(table);
  expect(rows.map(({ id }) => id).sort()).toEqual([young.id, child.id].sort());
  expect((await tasks.get({ id: child.id })).parentId).toBeNull();
  expect(await tasks.restore({ id: young.id })).toEqual(young);
});

test("only a deleted task is restored", async () => {
  await using app = await createTestApp();
  const { projectId } = await createTracker(app);
  const [{ id }] = await addTasks(app, projectId, ["Land"]);

  await expectUntouched(app, { code: "NOT_FOUND" }, () => [app.as("mona").tasks.restore({ id })]);
});

test("viewers delete and restore nothing, strangers find nothing, and nobody does either without signing in", async () => {
  await using app = await createTestApp();
  const { projectId } = await createTracker(app);
  const [{ id }, deleted] = await addTasks(app, projectId, ["Land", "Deleted"]);
  await app.as("mona").tasks.delete({ id: deleted.id });
  const changes = ({ tasks }: ReturnType<TestApp["as"]>) => [tasks.delete({ id }), tasks.restore({ id: deleted.id })];

  await expectUntouched(app, { code: "FORBIDDEN" }, () => changes(app.as("vera")));
  await expectUntouched(app, { code: "NOT_FOUND" }, () => [
    ...changes(app.as("bob")),
    app.as("bob").tasks.trash({ projectId }),
  ]);
  await expectUntouched(app, { code: "UNAUTHORIZED" }, () => [
    ...changes(app.anyone),
    app.anyone.tasks.trash({ projectId }),
  ]);
});

function purge(app: TestApp): Promise<number> {
  const log = createLog("silent");
  return app.database.write((db) =>
    purgeDeletedTasks(mutationContext({ actor: system, now: app.now(), requestId: "purge", log }, db)),
  );
}
