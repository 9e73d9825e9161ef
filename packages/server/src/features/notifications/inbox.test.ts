import { randomUUID } from "node:crypto";
import { type RowsRead, tableName, tracked } from "@plinth/database";
import { createLog } from "@plinth/kernel";
import { expect, test } from "vitest";
import { inboxOf, linesOf, unreadOf } from "../../../test/inbox.ts";
import { expectRefused } from "../../../test/refusals.ts";
import { runJobs, runScheduled } from "../../../test/running-jobs.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";
import { addTasks, createTracker } from "../../../test/tracker.ts";
import { countUnread } from "./list-notifications.ts";
import { notifications } from "./table.ts";

const DAY_MS = 24 * 3_600_000;

/** Mona follows so many tasks, and Adam wrote on each. Her lines, the newest first. */
async function commentedTasks(app: TestApp, howMany: number) {
  const { projectId } = await createTracker(app);
  const made = await addTasks(
    app,
    projectId,
    Array.from({ length: howMany }, (_, nth) => `Task ${nth + 1}`),
  );
  for (const { id: taskId } of made) await app.as("adam").comments.create({ taskId, body: "Look" });
  return inboxOf(app, "mona");
}

test("an inbox comes page by page, of all or of what is unread", async () => {
  await using app = await createTestApp();
  const lines = await commentedTasks(app, 5);
  const { notifications: inbox } = app.as("mona");
  await inbox.markRead({ ids: [lines[1]?.id ?? "", lines[2]?.id ?? ""] });
  const numbers = async (unread: boolean) => {
    const pages: number[][] = [];
    for (let cursor: string | undefined; pages.length < 9; ) {
      const page = await inbox.list({ unread, limit: 2, ...(cursor && { cursor }) });
      pages.push(page.notifications.map(({ task }) => task?.number ?? 0));
      if (!page.nextCursor) return pages;
      cursor = page.nextCursor;
    }
    return pages;
  };

  expect(await numbers(false)).toEqual([[5, 4], [3, 2], [1]]);
  expect(await numbers(true)).toEqual([[5, 2], [1]]);
});

test("a cursor of one's inbox opens no other list", async () => {
  await using app = await createTestApp();
  await commentedTasks(app, 3);
  const { nextCursor } = await app.as("mona").notifications.list({ limit: 1 });
  const cursor = nextCursor ?? "";

  await expectRefused(
    [
      app.as("adam").notifications.list({ cursor }),
      app.as("mona").notifications.list({ cursor, unread: true }),
      app.as("mona").notifications.list({ cursor: "forged" }),
    ],
    { code: "BAD_REQUEST" },
  );
});

test("lines are marked read and unread, some, those of a task, and all", async () => {
  await using app = await createTestApp();
  const [newest, second, oldest] = await commentedTasks(app, 3);
  const { notifications: inbox } = app.as("mona");
  const ids = [newest?.id ?? "", newest?.id ?? ""];

  await inbox.markRead({ ids });
  expect(await unreadOf(app, "mona")).toBe(2);
  await inbox.markUnread({ ids });
  expect(await unreadOf(app, "mona")).toBe(3);
  await inbox.markTaskRead({ taskId: second?.task?.id ?? "" });
  expect((await inbox.list({})).notifications.map(({ readAt }) => readAt)).toEqual([null, app.now(), null]);
  await inbox.markAllRead({ until: oldest?.lastAt.toISOString() ?? "" });
  expect((await inbox.list({ unread: true })).notifications.map(({ id }) => id)).toEqual([newest?.id]);
  await inbox.markAllRead({ until: newest?.lastAt.toISOString() ?? "" });

  expect(await unreadOf(app, "mona")).toBe(0);
});

test("what came after one looked stays unread when all is marked read, in a line that grew too", async () => {
  await using app = await createTestApp();
  const [seen] = await commentedTasks(app, 2);
  // The clock stands still: what comes now comes at the same moment.
  await app.as("adam").comments.create({ taskId: seen?.task?.id ?? "", body: "Wait" });
  await runJobs(app);

  await app.as("mona").notifications.markAllRead({ until: seen?.lastAt.toISOString() ?? "" });

  expect(await app.as("mona").notifications.list({ unread: true })).toMatchObject({
    notifications: [{ id: seen?.id, count: 2 }],
  });
});

test("marking all read while comments arrive leaves none of them read unseen", async () => {
  await using app = await createTestApp();
  const [seen] = await commentedTasks(app, 1);
  const taskId = seen?.task?.id ?? "";
  const until = seen?.lastAt.toISOString() ?? "";

  await Promise.all([
    app.as("olga").comments.create({ taskId, body: "Now" }),
    app.as("mona").notifications.markAllRead({ until }),
    app.as("olga").comments.create({ taskId, body: "And now" }),
  ]);

  expect(await unreadOf(app, "mona")).toBe(1);
  const [line] = await inboxOf(app, "mona");
  expect([2, 3]).toContain(line?.count);
});

test("the unread are counted up to a hundred, without those whose task is gone", async () => {
  await using app = await createTestApp();
  const [line] = await commentedTasks(app, 2);
  const { database } = app;
  const all = await database.read.select().from(notifications);
  const row = all.find(({ id }) => id === line?.id) ?? expect.unreachable();
  const copies = (from: number, howMany: number, of: typeof row) =>
    Array.from({ length: howMany }, (_, nth) => {
      const lastAt = new Date(of.lastAt.getTime() + from + nth + 1);
      return { ...of, id: randomUUID(), groupKey: `copy ${from + nth}`, lastAt };
    });
  const other = all.find(({ id }) => id !== row.id) ?? expect.unreachable();

  await database.write((db) => db.insert(notifications).values(copies(1_000, 70, row)));
  await database.write((db) => db.insert(notifications).values(copies(2_000, 60, other)));
  expect(await unreadOf(app, "mona")).toBe(100);
  await app.as("mona").tasks.delete({ id: row.taskId ?? "" });

  expect(await unreadOf(app, "mona")).toBe(61);
});

test("counting the unread depends on nothing but one's own notifications, memberships and the tasks they are about", async () => {
  await using app = await createTestApp();
  await commentedTasks(app, 3);
  const actor = { kind: "user", userId: await app.idOf("mona"), sessionId: "s", operator: false } as const;
  const base = { actor, now: app.now(), requestId: "r", log: createLog("silent") };
  const reads: RowsRead[] = [];

  const { count } = await countUnread({ ...base, db: tracked(app.database.read, (read) => reads.push(...read)) });

  expect(count).toBe(3);
  expect(reads.map(({ table, column }) => `${tableName(table)} by ${column}`)).toEqual([
    "notifications by user_id",
    "members by user_id",
    "tasks by id",
    "members by user_id",
  ]);
});

test("nobody reaches the inbox of others, and nobody has one without signing in", async () => {
  await using app = await createTestApp();
  const [line] = await commentedTasks(app, 1);
  const ids = [line?.id ?? ""];
  const taskId = line?.task?.id ?? "";
  const calls = ({ notifications: inbox }: TestApp["anyone"]) => [
    inbox.markRead({ ids }),
    inbox.markAllRead({ until: "2100-01-01T00:00:00.000Z" }),
  ];

  for (const name of ["adam", "vera", "bob"]) {
    await Promise.all(calls(app.as(name)));
    expect(await linesOf(app, name)).toEqual([]);
  }
  await app.as("vera").notifications.markTaskRead({ taskId });
  await expectRefused([app.as("bob").notifications.markTaskRead({ taskId })], { code: "NOT_FOUND" });
  await expectRefused(
    [
      ...calls(app.anyone),
      app.anyone.notifications.markTaskRead({ taskId }),
      app.anyone.notifications.list({}),
      app.anyone.notifications.unreadCount(),
      app.anyone.notifications.markUnread({ ids }),
      app.anyone.notifications.preferences(),
      app.anyone.notifications.setPreference({ kind: "invited", inApp: false, mail: "never" }),
      app.anyone.notifications.setDigest({ timeZone: "UTC", hour: 1 }),
    ],
    { code: "UNAUTHORIZED" },
  );
  expect(await unreadOf(app, "mona")).toBe(1);
  await app.as("mona").notifications.markRead({ ids });
  await app.as("adam").notifications.markUnread({ ids });

  expect(await unreadOf(app, "mona")).toBe(0);
});

test("what was read 90 days ago is removed, what was not stays", async () => {
  await using app = await createTestApp();
  const [newest] = await commentedTasks(app, 2);
  await app.as("mona").notifications.markRead({ ids: [newest?.id ?? ""] });

  app.pass(90 * DAY_MS - 1);
  await runScheduled(app, "purgeNotifications");
  expect(await linesOf(app, "mona")).toHaveLength(2);
  app.pass(1);
  await runScheduled(app, "purgeNotifications");

  expect(await linesOf(app, "mona")).toEqual(["commented APO-1 by Adam"]);
});
