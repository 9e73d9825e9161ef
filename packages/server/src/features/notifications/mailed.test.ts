import { randomUUID } from "node:crypto";
import { one } from "@plinth/database";
import { createLog, enqueue, jobs, mutationContext, system } from "@plinth/kernel";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { createTask } from "../../../test/commented-task.ts";
import { linesOf } from "../../../test/inbox.ts";
import { mailTo, passGathering } from "../../../test/mailed-news.ts";
import { HOME, mailInboxOf } from "../../../test/mailing.ts";
import { runJobs, runScheduled } from "../../../test/running-jobs.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";
import { addCopies, addTasks, createTracker } from "../../../test/tracker.ts";
import { users } from "../accounts/table.ts";
import { mailNotificationKind } from "./mail-notification.ts";
import { notifications } from "./table.ts";

// The clock of these tests starts on 1 June, at nine in the morning in UTC.
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

const subjects = (mails: { subject: string }[]) => mails.map(({ subject }) => subject);

test("a mention is mailed soon, with what was said and the way there, and how such mail is stopped", async () => {
  await using app = await createTestApp();
  const { taskId } = await createTask(app);
  const inbox = mailInboxOf(app);

  await app.as("adam").comments.create({ taskId, body: "Softly, <b>@mona</b>" });
  expect(await mailTo(app, inbox, "mona")).toEqual([]);
  await passGathering(app);

  const [mail = expect.unreachable()] = await mailTo(app, inbox, "mona");
  expect(mail.subject).toBe("Adam mentioned you on LAN-1: Land");
  expect(mail.text).toContain(`${HOME}/apollo/p/LAN?task=1`);
  expect(mail.text).toContain("> Softly, <b>@mona</b>");
  expect(mail.html).not.toContain("<b>@mona");
  expect(mail.unsubscribeUrl).toBe(`${HOME}/account#notifications`);
});

test("what comes within two minutes is one mail, and what comes after it another", async () => {
  await using app = await createTestApp();
  const { taskId } = await createTask(app);
  const inbox = mailInboxOf(app);
  const mention = () => app.as("adam").comments.create({ taskId, body: "@mona" });

  await mention();
  await mention();
  await passGathering(app);
  expect(subjects(await mailTo(app, inbox, "mona"))).toEqual(["Adam mentioned you on LAN-1 twice: Land"]);
  await passGathering(app);
  await mention();
  await passGathering(app);

  expect(subjects(await mailTo(app, inbox, "mona"))).toEqual([
    "Adam mentioned you on LAN-1 3 times: Land",
    "Adam mentioned you on LAN-1 twice: Land",
  ]);
});

type Meanwhile = (app: TestApp, about: { workspaceId: string; taskId: string; commentId: string }) => Promise<unknown>;

const noNews: [string, Meanwhile][] = [
  ["was read", (app, { taskId }) => app.as("mona").notifications.markTaskRead({ taskId })],
  ["was deleted", (app, { commentId }) => app.as("adam").comments.delete({ id: commentId })],
  ["is about a task in the trash", (app, { taskId }) => app.as("adam").tasks.delete({ id: taskId })],
  [
    "is not for their eyes any more",
    async (app, { workspaceId }) => app.as("olga").members.remove({ workspaceId, userId: await app.idOf("mona") }),
  ],
];

/** Mona was mentioned. */
async function mentioned(app: TestApp) {
  const { workspaceId, taskId } = await createTask(app);
  const { id: commentId } = await app.as("adam").comments.create({ taskId, body: "@mona" });
  await runJobs(app);
  return { workspaceId, taskId, commentId };
}

/** How many mails to Mona were ever asked for. */
async function askedFor({ database, idOf }: TestApp): Promise<number> {
  const userId = await idOf("mona");
  const rows = await database.read.select({ payload: jobs.payload }).from(jobs).where(eq(jobs.name, "sendMail"));
  return rows.filter(({ payload }) => JSON.stringify(payload).includes(userId)).length;
}

const unwanted: Meanwhile = (app) =>
  app.as("mona").notifications.setPreference({ kind: "mentioned", inApp: true, mail: "daily" });

test.each([...noNews, ["is not wanted by mail any more", unwanted] as const])(
  "for what %s within two minutes no mail is asked for",
  async (_, meanwhile) => {
    await using app = await createTestApp();
    const about = await mentioned(app);

    await meanwhile(app, about);
    await passGathering(app);

    expect(await askedFor(app)).toBe(0);
  },
);

test.each([
  ...noNews,
  [
    "is for somebody who is suspended",
    (app: TestApp) =>
      app.database.write((db) => db.update(users).set({ suspendedAt: app.now() }).where(eq(users.name, "Mona"))),
  ] as const,
])("what %s while its mail waits for the server is not sent", async (_, meanwhile) => {
  await using app = await createTestApp();
  const about = await mentioned(app);
  await passGathering(app);
  expect(await askedFor(app)).toBe(1);

  await meanwhile(app, about);
  await runJobs(app);

  expect(await mailTo(app, mailInboxOf(app), "mona")).toEqual([]);
});

test("what was mailed is not mailed again without news", async () => {
  await using app = await createTestApp();
  await mentioned(app);
  await passGathering(app);
  const { id: notificationId, userId } = await one(app.database.read.select().from(notifications));
  const ctx = { actor: system, now: app.now(), requestId: randomUUID(), log: createLog("silent") };

  await app.database.write((db) => enqueue(mutationContext(ctx, db), mailNotificationKind, { notificationId, userId }));
  await runJobs(app);

  expect(await askedFor(app)).toBe(1);
});

test.each(["atOnce", "daily"] as const)(
  "tasks that were given together are not mailed (%s) to whoever lost access",
  async (mail) => {
    await using app = await createTestApp();
    const { workspaceId, projectId } = await createTracker(app);
    const [task] = await addTasks(app, projectId, ["Land"]);
    const ids = await addCopies(app, task, 2);
    const assigneeId = await app.idOf("mona");
    await app.as("mona").notifications.setPreference({ kind: "assigned", inApp: true, mail });
    await app.as("adam").tasks.updateMany({ projectId, ids, assigneeId });
    await runJobs(app);

    await app.as("olga").members.remove({ workspaceId, userId: assigneeId });
    await passGathering(app);
    app.pass(DAY_MS);
    await runScheduled(app, "sendDigests");

    expect(await askedFor(app)).toBe(0);
  },
);

test("what is only mailed is mailed, and not told again", async () => {
  await using app = await createTestApp();
  const { taskId } = await createTask(app);
  const inbox = mailInboxOf(app);
  await app.as("mona").notifications.setPreference({ kind: "mentioned", inApp: false, mail: "atOnce" });
  const mention = () => app.as("adam").comments.create({ taskId, body: "@mona" });

  await mention();
  await passGathering(app);
  await mention();
  await passGathering(app);

  const once = "Adam mentioned you on LAN-1: Land";
  expect(subjects(await mailTo(app, inbox, "mona"))).toEqual([once, once]);
  expect(await linesOf(app, "mona")).toEqual([]);
});

test("the digest comes when the hour of somebody's day has come, once, with what they have not read", async () => {
  await using app = await createTestApp();
  const { projectId, taskId } = await createTask(app);
  const inbox = mailInboxOf(app);
  const { id: other } = await app.as("mona").tasks.create({ projectId, title: "Fuel" });
  await app.as("mona").notifications.setDigest({ timeZone: "America/New_York", hour: 9 });
  await app.as("adam").comments.create({ taskId, body: "Read at once" });
  await runJobs(app);
  await app.as("mona").notifications.markTaskRead({ taskId });
  await app.as("adam").comments.create({ taskId, body: "One" });
  await app.as("olga").comments.create({ taskId, body: "Two" });
  await app.as("olga").comments.create({ taskId: other, body: "Three" });
  await runJobs(app);
  const digest = async () => {
    await runScheduled(app, "sendDigests");
    return subjects(await mailTo(app, inbox, "mona"));
  };

  app.pass(4 * HOUR_MS - 1);
  expect(await digest()).toEqual([]);
  app.pass(1);
  const first = ["Olga commented on LAN-2, and 1 more"];
  expect(await digest()).toEqual(first);
  expect(await digest()).toEqual(first);
  const [mail = expect.unreachable()] = await mailTo(app, inbox, "mona");
  expect(mail.text).toContain("Olga and Adam wrote 2 comments on LAN-1\n  Land\n");
  expect(mail.text).toContain(`${HOME}/apollo/p/LAN?task=1`);
  await app.as("adam").comments.create({ taskId: other, body: "Later that day" });
  app.pass(HOUR_MS);
  expect(await digest()).toEqual(first);
  app.pass(23 * HOUR_MS);
  expect(await digest()).toEqual(["Adam and Olga wrote 2 comments on LAN-2", ...first]);
  app.pass(DAY_MS);

  expect(await digest()).toHaveLength(2);
});

test("what comes after the hour waits for the next day, also in a line that was mailed before", async () => {
  await using app = await createTestApp();
  const { taskId } = await createTask(app);
  await app.as("adam").comments.create({ taskId, body: "One" });
  await runJobs(app);
  const digests = async () => {
    await runScheduled(app, "sendDigests");
    return askedFor(app);
  };
  app.pass(23 * HOUR_MS);
  expect(await digests()).toBe(1);
  app.pass(DAY_MS);
  expect(await digests()).toBe(1);

  app.pass(HOUR_MS);
  await app.as("adam").comments.create({ taskId, body: "Two" });
  await runJobs(app);
  expect(await digests()).toBe(1);
  app.pass(23 * HOUR_MS);

  expect(await digests()).toBe(2);
});

test("whoever changes the hour of their digest gets no second one that day", async () => {
  await using app = await createTestApp();
  const { taskId } = await createTask(app);
  const inbox = mailInboxOf(app);
  const { notifications } = app.as("mona");
  await notifications.setDigest({ timeZone: "UTC", hour: 10 });
  await app.as("adam").comments.create({ taskId, body: "One" });
  await runJobs(app);
  app.pass(HOUR_MS);
  await runScheduled(app, "sendDigests");

  await app.as("adam").comments.create({ taskId, body: "Two" });
  await runJobs(app);
  await notifications.setDigest({ timeZone: "UTC", hour: 12 });
  app.pass(2 * HOUR_MS);
  await runScheduled(app, "sendDigests");

  expect(await mailTo(app, inbox, "mona")).toHaveLength(1);
});

test("a digest comes once on the days on which the clock changes", async () => {
  // In Berlin half past two does not come on 29 March, and comes twice on 25 October.
  for (const [start, until] of [
    ["2026-03-28T22:00Z", "2026-03-29T04:00Z"],
    ["2026-10-24T22:00Z", "2026-10-25T04:00Z"],
  ] as const) {
    await using app = await createTestApp(new Date(start));
    const { taskId } = await createTask(app);
    const inbox = mailInboxOf(app);
    await app.as("mona").notifications.setDigest({ timeZone: "Europe/Berlin", hour: 2 });
    while (app.now() < new Date(until)) {
      await app.as("adam").comments.create({ taskId, body: "Again" });
      await runJobs(app);
      await runScheduled(app, "sendDigests");
      app.pass(HOUR_MS);
    }

    expect([start, (await mailTo(app, inbox, "mona")).length]).toEqual([start, 1]);
  }
});

test("there is no digest for whoever has read everything, lost access, or is suspended", async () => {
  await using app = await createTestApp();
  const { workspaceId, taskId } = await createTask(app);
  const inbox = mailInboxOf(app);
  for (const name of ["vera", "adam", "olga"]) await app.as(name).follows.follow({ taskId });
  await app.as("mona").comments.create({ taskId, body: "One" });
  await runJobs(app);
  await app.as("adam").notifications.markTaskRead({ taskId });
  await app.as("olga").members.remove({ workspaceId, userId: await app.idOf("vera") });
  await app.database.write((db) => db.update(users).set({ suspendedAt: app.now() }).where(eq(users.name, "Olga")));

  app.pass(DAY_MS);
  await runScheduled(app, "sendDigests");

  for (const name of ["vera", "adam", "olga"]) {
    expect([name, await mailTo(app, inbox, name)]).toEqual([name, []]);
  }
});
