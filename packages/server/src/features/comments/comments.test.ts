import { events } from "@plinth/kernel";
import { desc } from "drizzle-orm";
import { expect, test } from "vitest";
import { createTask } from "../../../test/commented-task.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";
import { comments, mentions } from "./table.ts";

/** The newest event with where it belongs and its facts. */
async function lastEvent(app: TestApp) {
  const [event] = await app.database.read.select().from(events).orderBy(desc(events.id)).limit(1);
  return event;
}

test("a member comments on a task, and whom the text names is mentioned", async () => {
  await using app = await createTestApp();
  const { workspaceId, projectId, taskId } = await createTask(app);

  const body = "@Adam and @vera@example.com: see `@Olga`, ask @Eve";
  const comment = await app.as("mona").comments.create({ taskId, body });

  const [adam, mona, vera] = await Promise.all(["adam", "mona", "vera"].map((name) => app.idOf(name)));
  expect(comment).toMatchObject({ taskId, authorId: mona, authorName: "Mona", body, editedAt: null, reactions: [] });
  expect(comment.mentions).toEqual([
    { userId: adam, name: "Adam" },
    { userId: vera, name: "Vera" },
  ]);
  expect(await lastEvent(app)).toMatchObject({
    name: "comment.created",
    subjectId: comment.id,
    threadId: taskId,
    containerId: projectId,
    tenantId: workspaceId,
    data: { mentions: [adam, vera] },
  });
});

test("an author edits their comment, and only whom it newly names is told", async () => {
  await using app = await createTestApp();
  const { taskId } = await createTask(app);
  const { id } = await app.as("mona").comments.create({ taskId, body: "@adam @olga" });
  app.pass(60_000);

  const edited = await app.as("mona").comments.edit({ id, body: "@olga @vera" });

  expect(edited).toMatchObject({ body: "@olga @vera", editedAt: app.now() });
  expect(edited.mentions.map(({ name }) => name)).toEqual(["Olga", "Vera"]);
  expect(await lastEvent(app)).toMatchObject({ name: "comment.edited", data: { mentions: [await app.idOf("vera")] } });
});

test("an edit that changes nothing is not an edit", async () => {
  await using app = await createTestApp();
  const { taskId } = await createTask(app);
  const { id } = await app.as("mona").comments.create({ taskId, body: "Same" });

  const same = await app.as("mona").comments.edit({ id, body: "Same" });

  expect(same.editedAt).toBeNull();
  expect((await app.events()).at(-1)).toBe("comment.created");
});

test("a deleted comment leaves no text behind", async () => {
  await using app = await createTestApp();
  const { taskId, projectId } = await createTask(app);
  const own = await app.as("mona").comments.create({ taskId, body: "@adam secret" });
  const others = await app.as("mona").comments.create({ taskId, body: "spam" });

  await app.as("mona").comments.delete({ id: own.id });
  await app.as("adam").comments.delete({ id: others.id });

  expect(await app.database.read.select().from(comments)).toEqual([]);
  expect(await app.database.read.select().from(mentions)).toEqual([]);
  expect((await app.events()).slice(-2)).toEqual(["comment.deleted", "comment.deleted"]);
  expect(await lastEvent(app)).toMatchObject({
    subjectId: others.id,
    threadId: taskId,
    containerId: projectId,
    data: {},
  });
});

test("a viewer reads but does not write, edit, delete or react", async () => {
  await using app = await createTestApp();
  const { taskId } = await createTask(app);
  const { id } = await app.as("mona").comments.create({ taskId, body: "Read me" });
  const before = await app.events();

  const vera = app.as("vera").comments;
  expect((await vera.list({ taskId })).comments).toHaveLength(1);
  for (const call of [
    () => vera.create({ taskId, body: "No" }),
    () => vera.edit({ id, body: "No" }),
    () => vera.delete({ id }),
    () => vera.react({ commentId: id, kind: "heart" }),
    () => vera.unreact({ commentId: id, kind: "heart" }),
  ]) {
    await expect(call()).rejects.toMatchObject({ code: "FORBIDDEN" });
  }
  expect(await app.events()).toEqual(before);
  expect((await vera.list({ taskId })).comments).toMatchObject([{ body: "Read me", reactions: [] }]);
});

test("nobody edits someone else's comment, and a member deletes only their own", async () => {
  await using app = await createTestApp();
  const { taskId } = await createTask(app);
  const { id } = await app.as("adam").comments.create({ taskId, body: "Mine" });
  const before = await app.events();

  await expect(app.as("olga").comments.edit({ id, body: "Not mine" })).rejects.toMatchObject({ code: "FORBIDDEN" });
  await expect(app.as("mona").comments.delete({ id })).rejects.toMatchObject({ code: "FORBIDDEN" });

  expect(await app.events()).toEqual(before);
  expect((await app.as("mona").comments.list({ taskId })).comments).toMatchObject([{ body: "Mine", editedAt: null }]);
});

test("an archived project takes no comments and no changes to them", async () => {
  await using app = await createTestApp();
  const { projectId, taskId } = await createTask(app);
  const { id } = await app.as("mona").comments.create({ taskId, body: "Before" });
  await app.as("olga").projects.archive({ id: projectId });
  const before = await app.events();

  const mona = app.as("mona").comments;
  for (const call of [
    () => mona.create({ taskId, body: "After" }),
    () => mona.edit({ id, body: "After" }),
    () => mona.delete({ id }),
    () => mona.react({ commentId: id, kind: "heart" }),
    () => mona.unreact({ commentId: id, kind: "heart" }),
  ]) {
    await expect(call()).rejects.toMatchObject({ code: "CONFLICT" });
  }
  expect(await app.events()).toEqual(before);
  expect((await mona.list({ taskId })).comments).toMatchObject([{ body: "Before", reactions: [] }]);
});

test("a stranger cannot tell whether a task or a comment exists", async () => {
  await using app = await createTestApp();
  const { taskId } = await createTask(app);
  const { id } = await app.as("mona").comments.create({ taskId, body: "Ours" });
  const before = await app.events();

  const calls = (caller: TestApp["anyone"]) => [
    () => caller.comments.list({ taskId }),
    () => caller.comments.create({ taskId, body: "Hi" }),
    () => caller.comments.edit({ id, body: "Hi" }),
    () => caller.comments.delete({ id }),
    () => caller.comments.react({ commentId: id, kind: "heart" }),
    () => caller.comments.unreact({ commentId: id, kind: "heart" }),
  ];
  for (const call of calls(app.as("eve"))) await expect(call()).rejects.toMatchObject({ code: "NOT_FOUND" });
  for (const call of calls(app.anyone)) await expect(call()).rejects.toMatchObject({ code: "UNAUTHORIZED" });
  expect(await app.events()).toEqual(before);
});

test("comments of a deleted task are out of reach until it is restored", async () => {
  await using app = await createTestApp();
  const { taskId } = await createTask(app);
  const { id } = await app.as("mona").comments.create({ taskId, body: "Kept" });
  await app.as("mona").tasks.delete({ id: taskId });

  await expect(app.as("mona").comments.list({ taskId })).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(app.as("mona").comments.edit({ id, body: "No" })).rejects.toMatchObject({ code: "NOT_FOUND" });
});

test("a comment says something, in at most 200,000 characters", async () => {
  await using app = await createTestApp();
  const { taskId } = await createTask(app);
  const before = await app.events();

  for (const body of ["", " \n\t", "x".repeat(200_001), "nul \0", "half \ud83d"]) {
    await expect(app.as("mona").comments.create({ taskId, body })).rejects.toMatchObject({ code: "BAD_REQUEST" });
  }
  expect(await app.events()).toEqual(before);
});
