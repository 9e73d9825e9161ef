import { expect, test } from "vitest";
import { createTeam } from "../../../test/team.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";

async function createProject(app: TestApp) {
  const { workspaceId } = await createTeam(app);
  const project = await app.as("olga").projects.create({ workspaceId, name: "Lander", key: "LAN" });
  return { workspaceId, projectId: project.id };
}

test("a task's activity is what happened to it and in its conversation, the newest first", async () => {
  await using app = await createTestApp();
  const { projectId } = await createProject(app);
  const task = await app.as("mona").tasks.create({ projectId, title: "Land" });
  await app.as("mona").tasks.create({ projectId, title: "Another" });
  await app.as("adam").comments.create({ taskId: task.id, body: "How?" });

  const { entries, nextCursor } = await app.as("vera").activity.ofTask({ taskId: task.id });

  expect(entries.map(({ name, actorName }) => [name, actorName])).toEqual([
    ["comment.created", "Adam"],
    ["task.created", "Mona"],
  ]);
  expect(entries[0]).toMatchObject({ at: app.now(), task: { id: task.id, number: 1, title: "Land" } });
  expect(nextCursor).toBeNull();
});

test("a project's activity names the tasks it is about, but not deleted ones", async () => {
  await using app = await createTestApp();
  const { projectId } = await createProject(app);
  const kept = await app.as("mona").tasks.create({ projectId, title: "Land" });
  const deleted = await app.as("mona").tasks.create({ projectId, title: "Secret" });
  await app.as("mona").tasks.delete({ id: deleted.id });

  const { entries } = await app.as("vera").activity.ofProject({ projectId });

  expect(entries.map(({ name, task }) => [name, task?.title ?? null])).toEqual([
    ["task.deleted", null],
    ["task.created", null],
    ["task.created", "Land"],
    ["project.created", null],
  ]);
  expect(entries[2]?.subjectId).toBe(kept.id);
});

test("pages leave nothing out and repeat nothing", async () => {
  await using app = await createTestApp();
  const { projectId } = await createProject(app);
  for (let n = 1; n <= 5; n++) await app.as("mona").tasks.create({ projectId, title: `Task ${n}` });

  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await app.as("mona").activity.ofProject({ projectId, limit: 2, ...(cursor && { cursor }) });
    seen.push(...page.entries.map(({ name, task }) => task?.title ?? name));
    cursor = page.nextCursor ?? undefined;
  } while (cursor);

  expect(seen).toEqual(["Task 5", "Task 4", "Task 3", "Task 2", "Task 1", "project.created"]);
});

test("activity is for members alone", async () => {
  await using app = await createTestApp();
  const { projectId } = await createProject(app);
  const { id: taskId } = await app.as("mona").tasks.create({ projectId, title: "Land" });

  for (const [caller, code] of [
    [app.as("eve"), "NOT_FOUND"],
    [app.anyone, "UNAUTHORIZED"],
  ] as const) {
    await expect(caller.activity.ofProject({ projectId })).rejects.toMatchObject({ code });
    await expect(caller.activity.ofTask({ taskId })).rejects.toMatchObject({ code });
  }
});

test("a project of another workspace does not show through", async () => {
  await using app = await createTestApp();
  const { projectId } = await createProject(app);
  const { id: workspaceId } = await app.as("eve").workspaces.create({ name: "Elsewhere" });
  const other = await app.as("eve").projects.create({ workspaceId, name: "Other", key: "OTH" });

  const { entries } = await app.as("eve").activity.ofProject({ projectId: other.id });

  expect(entries.map(({ name }) => name)).toEqual(["project.created"]);
  await expect(app.as("eve").activity.ofProject({ projectId })).rejects.toMatchObject({ code: "NOT_FOUND" });
});

test("a cursor made up by hand is refused", async () => {
  await using app = await createTestApp();
  const { projectId } = await createProject(app);

  await expect(app.as("olga").activity.ofProject({ projectId, cursor: "bm8" })).rejects.toMatchObject({
    code: "BAD_REQUEST",
  });
});
