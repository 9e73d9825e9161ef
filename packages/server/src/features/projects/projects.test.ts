import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { expectRefused } from "../../../test/refusals.ts";
import { createTeam } from "../../../test/team.ts";
import { createTestApp } from "../../../test/test-app.ts";
import { addProject, addTasks, createTracker } from "../../../test/tracker.ts";
import { expectUntouched } from "../../../test/untouched.ts";

test("an admin makes a project with one status of each category", async () => {
  await using app = await createTestApp();
  const { workspaceId } = await createTeam(app);

  const made = await app.as("adam").projects.create({ workspaceId, name: " Apollo ", key: "APO" });

  expect(made).toEqual({
    id: made.id,
    workspaceId,
    key: "APO",
    name: "Apollo",
    description: "",
    createdAt: app.now(),
    archivedAt: null,
  });
  const statuses = await app.as("vera").statuses.list({ projectId: made.id });
  expect(statuses.map(({ name, category }) => [name, category])).toEqual([
    ["Backlog", "backlog"],
    ["Todo", "todo"],
    ["In progress", "doing"],
    ["Done", "done"],
    ["Cancelled", "cancelled"],
  ]);
  expect(await app.events("project")).toEqual(["project.created"]);
});

test("a key names one project of a workspace, and may be used again in another", async () => {
  await using app = await createTestApp();
  const { workspaceId } = await createTracker(app);
  const other = await app.as("adam").workspaces.create({ name: "Gemini" });

  await expectUntouched(app, { code: "CONFLICT" }, () => [
    app.as("olga").projects.create({ workspaceId, name: "Another", key: "APO" }),
  ]);
  const made = await app.as("adam").projects.create({ workspaceId: other.id, name: "Another", key: "APO" });

  expect(made.key).toBe("APO");
});

test("of many who ask for one key at once, one gets it", async () => {
  await using app = await createTestApp();
  const { workspaceId } = await createTeam(app);
  const create = () => app.as("olga").projects.create({ workspaceId, name: "Apollo", key: "APO" });

  const outcomes = await Promise.allSettled(Array.from({ length: 8 }, create));

  const refused = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason] : []));
  expect(refused).toHaveLength(7);
  for (const reason of refused) expect(reason).toMatchObject({ code: "CONFLICT" });
  expect(await app.events("project")).toEqual(["project.created"]);
});

test("a list shows the active projects by name, with what is open and what is done", async () => {
  await using app = await createTestApp();
  const { workspaceId, projectId, status } = await createTracker(app);
  const zebra = await app.as("adam").projects.create({ workspaceId, name: "zebra 10", key: "ZEB" });
  await app.as("adam").projects.create({ workspaceId, name: "Zebra 9", key: "ZE9" });
  const archived = await app.as("adam").projects.create({ workspaceId, name: "Old", key: "OLD" });
  await app.as("adam").projects.archive({ id: archived.id });
  const [, done, cancelled, deleted] = await addTasks(app, projectId, ["open", "done", "cancelled", "deleted"]);
  const { move } = app.as("mona").tasks;
  await move({ id: done.id, statusId: status.Done, afterId: null, beforeId: null });
  await move({ id: cancelled.id, statusId: status.Cancelled, afterId: null, beforeId: null });
  await app.as("mona").tasks.delete({ id: deleted.id });

  const seen = await app.as("vera").projects.list({ workspaceId });

  expect(seen.map(({ key, openTasks, doneTasks }) => [key, openTasks, doneTasks])).toEqual([
    ["APO", 1, 1],
    ["ZE9", 0, 0],
    ["ZEB", 0, 0],
  ]);
  expect(seen[2]).toEqual({ ...zebra, openTasks: 0, doneTasks: 0 });
  const old = await app.as("vera").projects.list({ workspaceId, archived: true });
  expect(old.map(({ key }) => key)).toEqual(["OLD"]);
});

test("a project is found by its id and by its key", async () => {
  await using app = await createTestApp();
  const { workspaceId, projectId } = await createTracker(app);
  await addProject(app, workspaceId, "GEM");

  const found = await app.as("vera").projects.get({ id: projectId });

  expect(found).toMatchObject({ id: projectId, key: "APO" });
  expect(await app.as("vera").projects.get({ id: projectId.toUpperCase() })).toEqual(found);
  expect(await app.as("vera").projects.getByKey({ workspaceId, key: "APO" })).toEqual(found);
  await expectRefused([app.as("vera").projects.getByKey({ workspaceId, key: "NOPE" })], { code: "NOT_FOUND" });
  await expectRefused([app.as("vera").projects.get({ id: randomUUID() })], { code: "NOT_FOUND" });
});

test("an admin renames and describes a project; saying what is so already records nothing", async () => {
  await using app = await createTestApp();
  const { projectId: id } = await createTracker(app);

  const changed = await app.as("adam").projects.update({ id, name: "Saturn", description: "To the moon" });
  const same = await app.as("adam").projects.update({ id, name: "Saturn" });

  expect(changed).toMatchObject({ name: "Saturn", description: "To the moon", key: "APO" });
  expect(same).toEqual(changed);
  expect(await app.events("project")).toEqual(["project.created", "project.changed"]);
});

test("nothing changes in an archived project until it is restored, and all of it can be read", async () => {
  await using app = await createTestApp();
  const { projectId, status } = await createTracker(app);
  const [task, deleted] = await addTasks(app, projectId, ["Land", "Deleted"]);
  const label = await app.as("mona").labels.create({ projectId, name: "bug" });
  await app.as("mona").tasks.delete({ id: deleted.id });
  const { projects, statuses, labels, tasks } = app.as("olga");

  const archived = await projects.archive({ id: projectId });

  expect(archived.archivedAt).toEqual(app.now());
  await expectUntouched(app, { code: "CONFLICT" }, () => [
    projects.archive({ id: projectId }),
    projects.update({ id: projectId, name: "Saturn" }),
    statuses.create({ projectId, name: "Review", category: "doing" }),
    statuses.update({ id: status.Todo, name: "Next" }),
    statuses.move({ id: status.Todo, afterId: null }),
    statuses.delete({ id: status.Todo, moveTasksTo: status.Backlog }),
    labels.create({ projectId, name: "idea" }),
    labels.update({ id: label.id, name: "defect" }),
    labels.delete({ id: label.id }),
    tasks.create({ projectId, title: "Another" }),
    tasks.update({ id: task.id, version: 1, title: "Start" }),
    tasks.move({ id: task.id, statusId: status.Done, afterId: null, beforeId: null }),
    tasks.updateMany({ projectId, ids: [task.id], priority: "high" }),
    tasks.delete({ id: task.id }),
    tasks.restore({ id: deleted.id }),
  ]);
  expect(await app.as("vera").tasks.get({ id: task.id })).toEqual(task);
  expect((await app.as("vera").tasks.list({ projectId })).tasks).toHaveLength(1);
  const restored = await projects.restore({ id: projectId });
  expect(restored.archivedAt).toBeNull();
  await expectUntouched(app, { code: "CONFLICT" }, () => [projects.restore({ id: projectId })]);
  await tasks.update({ id: task.id, version: 1, title: "Start" });
  expect(await app.events("project")).toEqual(["project.created", "project.archived", "project.restored"]);
});

test("members and viewers manage no projects", async () => {
  await using app = await createTestApp();
  const { workspaceId, projectId: id } = await createTracker(app);

  for (const name of ["mona", "vera"]) {
    const { projects } = app.as(name);
    await expectUntouched(app, { code: "FORBIDDEN" }, () => [
      projects.create({ workspaceId, name: "Gemini", key: "GEM" }),
      projects.update({ id, name: "Saturn" }),
      projects.archive({ id }),
      projects.restore({ id }),
    ]);
  }
});

test("a stranger cannot tell whether a project exists", async () => {
  await using app = await createTestApp();
  const { workspaceId, projectId } = await createTracker(app);
  const { projects } = app.as("bob");

  for (const id of [projectId, randomUUID()]) {
    const why = { code: "NOT_FOUND", message: "There is no such project." } as const;
    await expectUntouched(app, why, () => [
      projects.get({ id }),
      projects.getByKey({ workspaceId: id, key: "APO" }),
      projects.update({ id, name: "Saturn" }),
      projects.archive({ id }),
      projects.restore({ id }),
    ]);
  }
  await expectUntouched(app, { code: "NOT_FOUND" }, () => [
    projects.list({ workspaceId }),
    projects.getByKey({ workspaceId, key: "APO" }),
    projects.create({ workspaceId, name: "Gemini", key: "GEM" }),
  ]);
});

test("nobody sees or manages projects without signing in", async () => {
  await using app = await createTestApp();
  const { workspaceId, projectId: id } = await createTracker(app);
  const { projects } = app.anyone;

  await expectUntouched(app, { code: "UNAUTHORIZED" }, () => [
    projects.list({ workspaceId }),
    projects.get({ id }),
    projects.getByKey({ workspaceId, key: "APO" }),
    projects.create({ workspaceId, name: "Gemini", key: "GEM" }),
    projects.update({ id, name: "Saturn" }),
    projects.archive({ id }),
    projects.restore({ id }),
  ]);
});

test("a project's input is checked", async () => {
  await using app = await createTestApp();
  const { workspaceId, projectId: id } = await createTracker(app);
  const { projects } = app.as("adam");
  const wellFormed = { workspaceId, name: "Gemini", key: "GEM" };

  await expectUntouched(app, { code: "BAD_REQUEST" }, () => [
    ...["apo", "A", "TOOLONG", "1AB", "A-B", ""].map((key) => projects.create({ ...wellFormed, key })),
    ...["", "  ", "x".repeat(81), "a\0b", "\ud800"].map((name) => projects.create({ ...wellFormed, name })),
    projects.create({ ...wellFormed, description: "x".repeat(2_001) }),
    projects.create(Object.assign({ lastTaskNumber: 7 }, wellFormed)),
    projects.update(Object.assign({ key: "SAT" }, { id })),
    projects.get({ id: "APO" }),
  ]);
});
