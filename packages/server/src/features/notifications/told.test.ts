import { randomUUID } from "node:crypto";
import { one } from "@plinth/database";
import { createLog, enqueue, events, jobs, mutationContext, system } from "@plinth/kernel";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { createTask } from "../../../test/commented-task.ts";
import { inboxOf, linesOf, unreadOf } from "../../../test/inbox.ts";
import { runJobs } from "../../../test/running-jobs.ts";
import { join } from "../../../test/team.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";
import { addCopies, addTasks, createTracker } from "../../../test/tracker.ts";
import { notifyOfEvent } from "../../follow-ups.ts";

test("whoever is named in a comment is told so, with its beginning, and nobody of their own doing", async () => {
  await using app = await createTestApp();
  const { taskId } = await createTask(app);

  const body = `# **Softly**,\n\n> \`@\` [look](https://example.com/a*b) @vera and @mona. ${"x".repeat(300)}`;
  await app.as("mona").comments.create({ taskId, body });

  expect(await inboxOf(app, "vera")).toMatchObject([
    {
      ...{ kind: "mentioned", count: 1, actors: [{ name: "Mona" }], actorCount: 1, readAt: null },
      ...{ workspace: { slug: "apollo" }, project: { key: "LAN" }, task: { id: taskId, number: 1, title: "Land" } },
      excerpt: expect.stringMatching(/^Softly, @ look @vera and @mona\. x+…$/),
    },
  ]);
  expect(await linesOf(app, "mona")).toEqual([]);
});

test("those who follow a task are told of its comments, ten of them in one line, and those who are named of that alone", async () => {
  await using app = await createTestApp();
  const { taskId } = await createTask(app);
  await app.as("vera").follows.follow({ taskId });

  for (let nth = 0; nth < 9; nth += 1) await app.as("adam").comments.create({ taskId, body: `Comment ${nth}` });
  await app.as("olga").comments.create({ taskId, body: "@mona, and the last" });

  expect(await linesOf(app, "mona")).toEqual(["mentioned LAN-1 by Olga", "commented LAN-1 ×9 by Adam"]);
  expect(await linesOf(app, "vera")).toEqual(["commented LAN-1 ×10 by Olga, Adam"]);
  expect(await linesOf(app, "adam")).toEqual(["commented LAN-1 by Olga"]);
  expect(await linesOf(app, "olga")).toEqual([]);
  expect(await unreadOf(app, "vera")).toBe(1);
});

test("what happens after a line was read is a new line in its place", async () => {
  await using app = await createTestApp();
  const { taskId } = await createTask(app);
  await app.as("adam").comments.create({ taskId, body: "One" });
  await app.as("adam").comments.create({ taskId, body: "Two" });
  expect(await linesOf(app, "mona")).toEqual(["commented LAN-1 ×2 by Adam"]);

  await app.as("mona").notifications.markTaskRead({ taskId });
  expect(await unreadOf(app, "mona")).toBe(0);
  await app.as("olga").comments.create({ taskId, body: "Three" });

  expect(await linesOf(app, "mona")).toEqual(["commented LAN-1 by Olga"]);
  expect(await unreadOf(app, "mona")).toBe(1);
});

test("whoever left a task hears no more of it, but when they are named", async () => {
  await using app = await createTestApp();
  const { taskId } = await createTask(app);
  await app.as("mona").follows.unfollow({ taskId });

  await app.as("adam").comments.create({ taskId, body: "One" });
  await app.as("mona").comments.create({ taskId, body: "Mine" });
  await app.as("adam").comments.create({ taskId, body: "Two" });
  expect(await linesOf(app, "mona")).toEqual([]);
  await app.as("adam").comments.create({ taskId, body: "@mona" });

  expect(await linesOf(app, "mona")).toEqual(["mentioned LAN-1 by Adam"]);
});

test("an edit tells those whom it newly names, and them alone", async () => {
  await using app = await createTestApp();
  const { taskId } = await createTask(app);
  await app.as("vera").follows.follow({ taskId });
  const { id } = await app.as("adam").comments.create({ taskId, body: "@mona, look" });
  await runJobs(app);
  await app.as("mona").notifications.markTaskRead({ taskId });
  await app.as("vera").notifications.markTaskRead({ taskId });

  await app.as("adam").comments.edit({ id, body: "@mona and @olga, look" });
  await app.as("adam").comments.edit({ id, body: "@mona and @olga, look here" });

  expect(await linesOf(app, "olga")).toEqual(["mentioned LAN-1 by Adam"]);
  expect([await unreadOf(app, "mona"), await unreadOf(app, "vera"), await unreadOf(app, "adam")]).toEqual([0, 0, 0]);
});

test("whoever is given a task is told, by a new one, by a change and by a change of hundreds, which is one line", async () => {
  await using app = await createTestApp();
  const { projectId } = await createTracker(app);
  const assigneeId = await app.idOf("adam");
  const { tasks } = app.as("mona");
  await tasks.create({ projectId, title: "Fuel", assigneeId });
  const [task] = await addTasks(app, projectId, ["Land"]);
  const ids = await addCopies(app, task, 30);
  await tasks.update({ id: task.id, version: 1, assigneeId });
  await tasks.updateMany({ projectId, ids, assigneeId });
  await tasks.updateMany({ projectId, ids, priority: "high" });

  expect(await linesOf(app, "adam")).toEqual([
    "assigned Project APO ×30 by Mona",
    "assigned APO-2 by Mona",
    "assigned APO-1 by Mona",
  ]);
  expect(await unreadOf(app, "mona")).toBe(0);
});

test("whoever takes a task is told nothing, nor is whoever had it only until somebody looked", async () => {
  await using app = await createTestApp();
  const { projectId } = await createTracker(app);
  const [adam, vera] = [await app.idOf("adam"), await app.idOf("olga")];
  const [task] = await addTasks(app, projectId, ["Land"]);
  await app.as("adam").tasks.update({ id: task.id, version: 1, assigneeId: adam });
  await app.as("mona").tasks.update({ id: task.id, version: 2, assigneeId: vera });
  await app.as("mona").tasks.update({ id: task.id, version: 3, assigneeId: null });

  expect(await linesOf(app, "adam")).toEqual([]);
  expect(await linesOf(app, "olga")).toEqual([]);
});

test("whoever is invited is told when they have an account, as long as the invite can be used", async () => {
  await using app = await createTestApp();
  await app.idOf("bob");
  const { id: workspaceId } = await app.as("olga").workspaces.create({ name: "Apollo" });
  const invite = (email: string) => app.as("olga").invites.create({ workspaceId, email, role: "member" });

  await invite("BOB@example.com ");
  await invite("nobody@example.com");
  expect(await linesOf(app, "bob")).toEqual(["invited Apollo by Olga"]);
  await app.as("bob").notifications.markRead({ ids: (await inboxOf(app, "bob")).map(({ id }) => id) });
  const again = await invite("bob@example.com");
  expect([await linesOf(app, "bob"), await unreadOf(app, "bob")]).toEqual([["invited Apollo by Olga"], 1]);
  await app.as("olga").invites.revoke({ id: again.id });

  expect([await linesOf(app, "bob"), await unreadOf(app, "bob")]).toEqual([[], 0]);
});

test("a comment that is deleted is told of no more", async () => {
  await using app = await createTestApp();
  const { taskId } = await createTask(app);
  const first = await app.as("adam").comments.create({ taskId, body: "One, @vera" });
  const second = await app.as("adam").comments.create({ taskId, body: "Two" });
  expect(await linesOf(app, "mona")).toEqual(["commented LAN-1 ×2 by Adam"]);

  await app.as("adam").comments.delete({ id: second.id });
  expect(await inboxOf(app, "mona")).toMatchObject([{ count: 1, excerpt: "One, @vera" }]);
  await app.as("adam").comments.delete({ id: first.id });
  const third = await app.as("adam").comments.create({ taskId, body: "Three, @vera" });
  await app.as("adam").comments.delete({ id: third.id });

  expect(await linesOf(app, "mona")).toEqual([]);
  expect(await linesOf(app, "vera")).toEqual([]);
});

test("a task in the trash is told of no more, and again when it is back", async () => {
  await using app = await createTestApp();
  const { taskId } = await createTask(app);
  await app.as("adam").comments.create({ taskId, body: "One" });
  await runJobs(app);

  await app.as("mona").tasks.delete({ id: taskId });
  expect([await linesOf(app, "mona"), await unreadOf(app, "mona")]).toEqual([[], 0]);
  await app.as("mona").tasks.restore({ id: taskId });

  expect([await linesOf(app, "mona"), await unreadOf(app, "mona")]).toEqual([["commented LAN-1 by Adam"], 1]);
});

test("whoever lost access is told nothing, of before neither, until they are back", async () => {
  await using app = await createTestApp();
  const { workspaceId, taskId } = await createTask(app);
  await app.as("adam").comments.create({ taskId, body: "One, @vera" });
  await runJobs(app);
  await app.as("vera").follows.follow({ taskId });

  await app.as("adam").comments.create({ taskId, body: "Two" });
  await app.as("olga").members.remove({ workspaceId, userId: await app.idOf("vera") });
  expect([await linesOf(app, "vera"), await unreadOf(app, "vera")]).toEqual([[], 0]);
  await app.as("adam").comments.create({ taskId, body: "Three" });
  await runJobs(app);
  await join(app, "olga", workspaceId, { name: "vera", role: "viewer" });

  expect(await linesOf(app, "vera")).toEqual(["mentioned LAN-1 by Adam"]);
});

test("a comment that was deleted before it could be told of is not, whichever is heard of first", async () => {
  await using app = await createTestApp();
  const { taskId } = await createTask(app);
  const { id } = await app.as("adam").comments.create({ taskId, body: "One" });
  await app.as("adam").comments.delete({ id });
  await runJobs(app);

  await tellAgainOf(app, "comment.created");

  expect(await linesOf(app, "mona")).toEqual([]);
});

test("tasks that were given together are not shown to whoever lost access", async () => {
  await using app = await createTestApp();
  const { workspaceId, projectId } = await createTracker(app);
  const assigneeId = await app.idOf("adam");
  const [task] = await addTasks(app, projectId, ["Land"]);
  await app.as("mona").tasks.updateMany({ projectId, ids: await addCopies(app, task, 2), assigneeId });
  expect(await linesOf(app, "adam")).toEqual(["assigned Project APO ×2 by Mona"]);

  await app.as("olga").members.remove({ workspaceId, userId: assigneeId });

  expect([await linesOf(app, "adam"), await unreadOf(app, "adam")]).toEqual([[], 0]);
});

test("a job that runs twice tells once", async () => {
  await using app = await createTestApp();
  const { taskId } = await createTask(app);
  await app.as("adam").comments.create({ taskId, body: "One" });
  await runJobs(app);

  await tellAgainOf(app, "comment.created");

  expect(await linesOf(app, "mona")).toEqual(["commented LAN-1 by Adam"]);
});

test("what concerns nobody else enqueues nothing", async () => {
  await using app = await createTestApp();
  const { taskId } = await createTask(app);
  const { tasks, comments } = app.as("mona");
  const { id } = await comments.create({ taskId, body: "One" });
  const before = await app.database.read.$count(jobs, eq(jobs.name, notifyOfEvent.name));

  await tasks.update({ id: taskId, version: 1, title: "Land softly", assigneeId: await app.idOf("mona") });
  await tasks.update({ id: taskId, version: 2, assigneeId: null });
  await comments.edit({ id, body: "One and a half" });

  expect(await app.database.read.$count(jobs, eq(jobs.name, notifyOfEvent.name))).toBe(before);
});

test("comments made at once are one line that counts them all", async () => {
  await using app = await createTestApp();
  const { taskId } = await createTask(app);
  const comment = (name: string) => app.as(name).comments.create({ taskId, body: "At once" });

  await Promise.all(["adam", "olga", "adam", "olga", "adam", "olga"].map(comment));
  await Promise.all([runJobs(app), runJobs(app)]);

  expect(await inboxOf(app, "mona")).toMatchObject([{ count: 6, actorCount: 2 }]);
});

/** Follows the only event of a name once more. */
async function tellAgainOf({ database, now }: TestApp, name: string): Promise<void> {
  const { id: eventId } = await one(database.read.select().from(events).where(eq(events.name, name)));
  const ctx = { actor: system, now: now(), requestId: randomUUID(), log: createLog("silent") };
  await database.write((db) => enqueue(mutationContext(ctx, db), notifyOfEvent, { eventId }));
}
