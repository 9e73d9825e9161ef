import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";
import { addProject, createTracker } from "../../../test/tracker.ts";
import { expectUntouched } from "../../../test/untouched.ts";

test("a member makes labels, which everyone sees by name", async () => {
  await using app = await createTestApp();
  const { projectId } = await createTracker(app);
  const { create } = app.as("mona").labels;

  const idea = await create({ projectId, name: "idea", color: "teal" });
  const bug = await create({ projectId, name: " Bug " });

  expect(idea).toEqual({ id: idea.id, projectId, name: "idea", color: "teal" });
  expect(bug).toMatchObject({ name: "Bug", color: "gray" });
  expect(await app.as("vera").labels.list({ projectId })).toEqual([bug, idea]);
  expect(await app.events("label")).toEqual(["label.created", "label.created"]);
});

test("a label gets another name and color, but not a name its project has already", async () => {
  await using app = await createTestApp();
  const { workspaceId, projectId } = await createTracker(app);
  const other = await addProject(app, workspaceId, "GEM");
  const { create, update } = app.as("mona").labels;
  const { id } = await create({ projectId, name: "bug" });
  await create({ projectId, name: "idea" });
  await create({ projectId: other.projectId, name: "defect" });

  const changed = await update({ id, name: "defect", color: "red" });
  const same = await update({ id, name: "defect" });

  expect(changed).toEqual({ id, projectId, name: "defect", color: "red" });
  expect(same).toEqual(changed);
  expect((await app.events("label")).slice(3)).toEqual(["label.changed"]);
  await expectUntouched(app, { code: "CONFLICT" }, () => [
    update({ id, name: "idea" }),
    create({ projectId, name: "idea" }),
  ]);
});

test("a deleted label is gone from the tasks that had it", async () => {
  await using app = await createTestApp();
  const { projectId } = await createTracker(app);
  const { labels, tasks } = app.as("mona");
  const bug = await labels.create({ projectId, name: "bug" });
  const idea = await labels.create({ projectId, name: "idea" });
  const task = await tasks.create({ projectId, title: "Land", labelIds: [bug.id, idea.id] });

  await labels.delete({ id: bug.id });

  expect(await app.as("vera").labels.list({ projectId })).toEqual([idea]);
  expect(await tasks.get({ id: task.id })).toEqual({ ...task, labelIds: [idea.id] });
  expect((await app.events("label")).slice(2)).toEqual(["label.deleted"]);
  await expectUntouched(app, { code: "NOT_FOUND" }, () => [labels.delete({ id: bug.id })]);
});

test("viewers change no labels; strangers see none, and nobody without signing in", async () => {
  await using app = await createTestApp();
  const { projectId } = await createTracker(app);
  const { id } = await app.as("mona").labels.create({ projectId, name: "bug" });
  const changes = ({ labels }: ReturnType<TestApp["as"]>) => [
    labels.create({ projectId, name: "idea" }),
    labels.update({ id, name: "defect" }),
    labels.delete({ id }),
  ];

  await expectUntouched(app, { code: "FORBIDDEN" }, () => changes(app.as("vera")));
  await expectUntouched(app, { code: "NOT_FOUND" }, () => [
    ...changes(app.as("bob")),
    app.as("bob").labels.list({ projectId }),
    app.as("mona").labels.delete({ id: randomUUID() }),
  ]);
  await expectUntouched(app, { code: "UNAUTHORIZED" }, () => [
    ...changes(app.anyone),
    app.anyone.labels.list({ projectId }),
  ]);
});
