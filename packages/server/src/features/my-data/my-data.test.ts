// Faults: 58, 74.

import { explain, referencesTo } from "@plinth/database";
import { type EventRow, events } from "@plinth/kernel";
import { eq, getTableName, inArray, isNotNull } from "drizzle-orm";
import { strFromU8, unzipSync } from "fflate";
import { expect, test } from "vitest";
import { HIDDEN, insertEverythingAbout } from "../../../test/everything-about.ts";
import { operating } from "../../../test/operating.ts";
import { signIn, signUp } from "../../../test/people.ts";
import { expectRefused } from "../../../test/refusals.ts";
import { runJobs, runScheduled } from "../../../test/running-jobs.ts";
import { createTeam, join, rolesIn } from "../../../test/team.ts";
import { type Caller, createTestApp, type TestApp } from "../../../test/test-app.ts";
import { createTracker } from "../../../test/tracker.ts";
import { mailJob } from "../../mail/send-mail.ts";
import * as tables from "../../tables.ts";
import { jobs } from "../../tables.ts";
import { users } from "../accounts/table.ts";
import { comments, reactions } from "../comments/table.ts";
import { imports } from "../imports/table.ts";
import { members } from "../members/table.ts";
import { sessions } from "../sessions/table.ts";
import { tasks } from "../tasks/table.ts";
import { webhooks } from "../webhooks/table.ts";
import { workspaces } from "../workspaces/table.ts";
import { deletionMail } from "./deletion-mail.ts";
import { makeExport, PIECE_BYTES } from "./make-export.ts";
import { dataParts, leftOut } from "./parts.ts";
import { dataExportParts, dataExports } from "./table.ts";

const DAY_MS = 86_400_000;

/** The templates of the mails that wait for somebody. */
async function mailsTo({ database }: TestApp, userId: string): Promise<string[]> {
  const waiting = await database.read.select().from(jobs).where(eq(jobs.name, mailJob.name));
  const payloads = waiting.map(({ payload }) => Object(payload));
  return payloads.filter(({ to }) => to.userId === userId).map(({ template }) => template);
}

/** The files of somebody's newest export, by name. */
async function filesOf({ myData }: Caller): Promise<Record<string, string>> {
  const { export: made } = await myData.state();
  if (!made?.readyAt) return expect.unreachable("the export is made");
  const pieces: Buffer[] = [];
  for (let part = 1; part <= made.parts; part += 1) {
    pieces.push(Buffer.from((await myData.part({ exportId: made.id, part })).content, "base64"));
  }
  const whole = Buffer.concat(pieces);
  expect(whole).toHaveLength(made.size);
  return Object.fromEntries(Object.entries(unzipSync(whole)).map(([file, bytes]) => [file, strFromU8(bytes)]));
}

test("every table that refers to people is in a file of the export, or is left out with a reason", () => {
  const named = new Set(referencesTo(users, Object.values(tables)).map(({ table }) => getTableName(table)));
  const covered = dataParts.map(({ table }) => getTableName(table));

  expect(named.size).toBeGreaterThan(10);
  expect([...named].filter((name) => !covered.includes(name) && !leftOut[name])).toEqual([]);
  expect(Object.keys(leftOut).filter((name) => covered.includes(name) || !named.has(name))).toEqual([]);
  expect(new Set(dataParts.map(({ file }) => file)).size).toBe(dataParts.length);
});

test("an export holds what is somebody's, and no secret, and nothing of anybody else's", async () => {
  await using app = await createTestApp();
  const { workspaceId, projectId, status } = await createTracker(app);
  const [ada, eve] = [await app.idOf("ada"), await app.idOf("eve")];
  const place = { workspaceId, projectId, statusId: status.Todo };
  await insertEverythingAbout(app, ada, eve, place);
  await insertEverythingAbout(app, eve, await app.idOf("olga"), place);
  await app.as("eve").myData.export();
  await app.as("ada").myData.export();
  await runJobs(app);
  // A job may run twice: what is made is not made again.
  const again = { state: "waiting", runAt: app.now() } as const;
  await app.database.write((db) => db.update(jobs).set(again).where(eq(jobs.name, makeExport.name)));
  await runJobs(app);

  const files = await filesOf(app.as("ada"));
  await filesOf(app.as("eve"));
  expect([await mailsTo(app, ada), await mailsTo(app, eve)]).toEqual([["exportReady"], ["exportReady"]]);

  const rows = (file: string) => JSON.parse(files[`${file}.json`] ?? "null");
  expect(Object.keys(files).sort()).toEqual(["README.txt", ...dataParts.map(({ file }) => `${file}.json`)].sort());
  const severalOf = ["tasks", "events"];
  for (const { file } of dataParts.filter(({ file }) => !severalOf.includes(file))) {
    expect([file, rows(file)?.length]).toEqual([file, 1]);
  }
  expect(rows("account")).toMatchObject([{ email: "ada@example.com", name: "Ada" }]);
  const titles = rows("tasks").map(({ title }: { title: string }) => title);
  expect(titles.sort()).toEqual(["given", "made"]);
  const names = rows("events").map(({ name }: EventRow) => name);
  expect(names.sort()).toEqual(["account.export_requested", "test.did", "test.undergone"]);
  const all = Object.values(files).join("\n");
  for (const other of [HIDDEN, "eve@example.com"]) expect(all).not.toContain(other);
  for (const [file, text] of Object.entries(files)) {
    const keys = [...text.matchAll(/"(\w+)":/g)].map(([, key = ""]) => key);
    expect([file, keys.filter((key) => /hash|secret|token|password|sealed/i.test(key))]).toEqual([file, []]);
  }
});

test("an export tells where its person was, and of nobody else", async () => {
  await using app = await createTestApp(new Date());
  const id = await signUp(app, "ada");
  const ada = await app.bearing(await signIn(app, "ada"));
  const olga = await signUp(app, "olga");
  await app.database.write((db) => db.update(users).set({ operatorSince: app.now() }).where(eq(users.id, olga)));
  const operator = await app.bearing(await signIn(app, "olga"));
  const { token } = await operator.people.impersonate({ id, reason: "to look into what they reported", as: "token" });
  await (await app.bearing(token ?? "")).workspaces.create({ name: "Acme" });
  await operator.people.suspend({ id, reason: "to see what is told of it" });
  await operator.people.restore({ id });
  const away = "203.0.113.9";
  const by = eq(events.impersonatorId, olga);
  await app.database.write((db) =>
    db.update(sessions).set({ address: away }).where(isNotNull(sessions.impersonatorId)),
  );

  await ada.myData.export();
  await runJobs(app);

  const files = await filesOf(ada);
  const told: EventRow[] = JSON.parse(files["events.json"] ?? "null");
  expect(await app.database.read.$count(events, by)).toBeGreaterThan(0);
  const withAddress = (own: boolean) =>
    told
      .filter(({ actorId, impersonatorId }) => (actorId === id && !impersonatorId) === own)
      .map(({ address }) => address);
  expect(withAddress(true)).toContain("127.0.0.1");
  expect(withAddress(false).length).toBeGreaterThan(2);
  expect(new Set(withAddress(false))).toEqual(new Set([null]));
  expect(JSON.parse(files["sessions.json"] ?? "null")).toHaveLength(1);
  expect(Object.values(files).join("\n")).not.toContain(away);
});

test("whoever left a workspace takes nothing of it along", async () => {
  await using app = await createTestApp();
  const { workspaceId, projectId, status } = await createTracker(app);
  const ada = await app.idOf("ada");
  await insertEverythingAbout(app, ada, await app.idOf("olga"), { workspaceId, projectId, statusId: status.Todo });
  await app.as("olga").members.remove({ workspaceId, userId: ada });

  await app.as("ada").myData.export();
  await runJobs(app);

  const files = await filesOf(app.as("ada"));
  for (const file of ["tasks", "comments", "memberships", "invites", "webhooks"]) {
    expect([file, JSON.parse(files[`${file}.json`] ?? "")]).toEqual([file, []]);
  }
  expect(files["events.json"]).not.toContain("test.did");
});

test("a big export comes in pieces, all of its rows among them, however often it was begun", {
  timeout: 60_000,
}, async () => {
  await using app = await createTestApp();
  const { workspaceId, projectId } = await createTracker(app);
  const task = await app.as("mona").tasks.create({ projectId, title: "Land" });
  const authorId = await app.idOf("mona");
  // Noise, which does not get smaller.
  const noise = () => Array.from({ length: 400 }, () => Math.random().toString(36)).join("");
  const values = Array.from({ length: 173 }, () => ({
    ...{ workspaceId, taskId: task.id, authorId, body: noise(), createdAt: app.now() },
  }));
  const made = await app.database.write((db) => db.insert(comments).values(values).returning({ id: comments.id }));
  // Two of the same comment, one on either side of where a page of fifty ends.
  const ids = made.map(({ id }) => id).sort();
  const reacted = ids.slice(0, 50).map((commentId) => ({ commentId, userId: authorId, kind: "heart" as const }));
  const last = { commentId: ids[49] ?? "", userId: authorId, kind: "+1" as const };
  await app.database.write((db) => db.insert(reactions).values([...reacted, last]));
  const { id: exportId } = await app.as("mona").myData.export();
  // As an attempt leaves it that was killed.
  const content = new Uint8Array([1, 2, 3]);
  await app.database.write((db) =>
    db.insert(dataExportParts).values([1, 9].map((number) => ({ exportId, number, content }))),
  );
  await expectRefused([app.as("mona").myData.part({ exportId, part: 1 })], { code: "NOT_FOUND" });

  await runJobs(app);

  const { export: whole } = await app.as("mona").myData.state();
  expect(whole?.parts).toBeGreaterThan(2);
  const pieces = await app.database.read.select().from(dataExportParts);
  expect(pieces).toHaveLength(whole?.parts ?? 0);
  expect(Math.max(...pieces.map((piece) => piece.content.length))).toBeLessThanOrEqual(PIECE_BYTES);
  const files = await filesOf(app.as("mona"));
  expect(JSON.parse(files["reactions.json"] ?? "")).toHaveLength(51);
  const found = JSON.parse(files["comments.json"] ?? "");
  expect(found.map(({ body }: { body: string }) => body).sort()).toEqual(values.map(({ body }) => body).sort());
});

test("an export is its person's alone, who has just proved that it is them, for a week, once a day", async () => {
  await using app = await createTestApp();
  const { id: exportId } = await app.as("ada").myData.export();
  const { part } = app.as("ada").myData;
  await expectRefused([part({ exportId, part: 1 })], { code: "NOT_FOUND" });
  await runJobs(app);
  await part({ exportId, part: 1 });

  await expectRefused([part({ exportId, part: 2 }), app.as("eve").myData.part({ exportId, part: 1 })], {
    code: "NOT_FOUND",
  });
  const unproven = app.caller({ kind: "user", userId: await app.idOf("ada"), sessionId: "s", operator: false });
  await expectRefused(
    [unproven.myData.export(), unproven.myData.part({ exportId, part: 1 }), unproven.myData.deleteAccount()],
    { code: "FORBIDDEN", message: "Confirm that it is you first." },
  );
  await expectRefused([app.as("ada").myData.export()], { code: "CONFLICT" });
  const tomorrow = new Date(app.now().getTime() + DAY_MS);
  expect(await app.as("ada").myData.state()).toMatchObject({ nextExportAt: tomorrow });
  app.pass(DAY_MS);
  expect(await app.as("ada").myData.state()).toMatchObject({ export: { id: exportId }, nextExportAt: null });
  const second = await app.as("ada").myData.export();
  await expectRefused([part({ exportId, part: 1 })], { code: "NOT_FOUND" });
  await runJobs(app);
  await runScheduled(app, "purgeExports");
  await part({ exportId: second.id, part: 1 });

  app.pass(7 * DAY_MS);
  await expectRefused([app.as("ada").myData.part({ exportId: second.id, part: 1 })], { code: "NOT_FOUND" });
  expect(await app.as("ada").myData.state()).toMatchObject({ export: null });
  await runScheduled(app, "purgeExports");
  expect(await app.database.read.$count(dataExports)).toBe(0);
});

test("of many who ask at once for the same person one is heard", async () => {
  await using app = await createTestApp();
  await app.idOf("ada");

  const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => app.as("ada").myData.export()));

  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(await app.database.read.$count(dataExports)).toBe(1);
});

test("nothing is put together for somebody who is suspended", async () => {
  await using app = await createTestApp();
  const root = await operating(app, "root");
  await app.as("ada").myData.export();
  await root.people.suspend({ id: await app.idOf("ada"), reason: "Spam" });

  await runJobs(app);

  expect(await app.database.read.$count(dataExportParts)).toBe(0);
  const [waiting] = await app.database.read.select().from(jobs).where(eq(jobs.name, "makeDataExport"));
  expect(waiting).toMatchObject({ state: "waiting" });
});

test("an account is deleted two weeks later, and may be kept until then", async () => {
  await using app = await createTestApp();
  const { workspaceId, projectId } = await createTracker(app);
  await app.as("mona").workspaces.create({ name: "Mona alone" });
  const mona = await app.idOf("mona");
  const { read } = app.database;
  const task = await app.as("mona").tasks.create({ projectId, title: "Land", assigneeId: mona });
  await app.as("mona").comments.create({ taskId: task.id, body: "Said by Mona" });
  expect(await app.as("mona").myData.state()).toMatchObject({
    deletion: { dueAt: null, blockedBy: [], deletes: [{ name: "Mona alone" }], lastOperator: false },
  });

  const { dueAt } = await app.as("mona").myData.deleteAccount();
  expect(dueAt).toEqual(new Date(app.now().getTime() + 14 * DAY_MS));
  expect(await mailsTo(app, mona)).toContain("accountDeletion");
  const isMailWanted = () => deletionMail.isWanted?.({ db: read } as never, { userId: mona, dueAt: "" });
  expect(await isMailWanted()).toBe(true);
  await expectRefused([app.as("mona").myData.deleteAccount()], { code: "CONFLICT" });
  expect(await app.as("mona").accounts.me()).toMatchObject({ deletionDueAt: dueAt });
  await runScheduled(app, "eraseAccounts");
  await app.as("mona").myData.keepAccount();
  await app.database.write((db) => db.update(users).set({ deletionDueAt: dueAt }).where(eq(users.name, "Vera")));
  expect(await isMailWanted()).toBe(false);
  await app.database.write((db) => db.update(users).set({ deletionDueAt: null }));
  await expectRefused([app.as("mona").myData.keepAccount()], {
    ...{ code: "CONFLICT", message: "Your account is not going to be deleted." },
  });
  app.pass(20 * DAY_MS);
  await runScheduled(app, "eraseAccounts");
  expect(await app.as("mona").accounts.me()).toMatchObject({ deletionDueAt: null });

  await app.as("mona").myData.deleteAccount();
  app.pass(14 * DAY_MS);
  await expectRefused([app.as("mona").myData.keepAccount()], { code: "CONFLICT" });
  await runScheduled(app, "eraseAccounts");

  expect(await read.select().from(users).where(eq(users.id, mona))).toEqual([]);
  expect(await read.select().from(workspaces).where(eq(workspaces.name, "Mona alone"))).toEqual([]);
  expect(await read.select().from(tasks).where(eq(tasks.id, task.id))).toMatchObject([
    { createdBy: null, assigneeId: null, version: 2 },
  ]);
  expect(await read.select().from(comments)).toMatchObject([{ authorId: null, body: "Said by Mona" }]);
  expect(Object.keys(await rolesIn(app, workspaceId)).sort()).toEqual(["adam", "olga", "vera"]);
  for (const { table, column } of referencesTo(users, Object.values(tables))) {
    expect([getTableName(table), await read.$count(table, eq(column, mona))]).toEqual([getTableName(table), 0]);
  }
  expect(await app.events("account")).toEqual([
    ...["account.deletion_requested", "account.kept", "account.deletion_requested", "account.erased"],
  ]);
  const by = await read.select().from(events).where(eq(events.actorKind, "system"));
  expect(by.map(({ name, subjectId }) => [name, subjectId])).toEqual([
    ...[
      ["task.changed", task.id],
      ["member.left", mona],
      ["account.erased", mona],
    ],
  ]);
});

test("erasing leaves nothing that refers to somebody, and goes on where an attempt was cut short", async () => {
  await using app = await createTestApp();
  const { workspaceId, projectId, status } = await createTracker(app);
  const [mona, ada] = [await app.idOf("mona"), await app.idOf("ada")];
  for (const title of ["Fuel", "Land"]) await app.as("olga").tasks.create({ projectId, title, assigneeId: mona });
  await insertEverythingAbout(app, ada, mona, { workspaceId, projectId, statusId: status.Todo });
  for (const name of ["mona", "ada"]) await app.as(name).myData.deleteAccount();
  const { read } = app.database;
  expect(await read.$count(sessions)).toBe(0);
  app.pass(14 * DAY_MS);
  // As a killed attempt leaves it: no member any more, one task not yet put right.
  await app.database.write((db) => db.delete(members).where(eq(members.userId, mona)));

  await runScheduled(app, "eraseAccounts");
  await runScheduled(app, "eraseAccounts");

  for (const { table, column } of referencesTo(users, Object.values(tables))) {
    const left = await read.$count(table, inArray(column, [mona, ada]));
    expect([getTableName(table), column.name, left]).toEqual([getTableName(table), column.name, 0]);
  }
  expect(await read.$count(users, inArray(users.id, [mona, ada]))).toBe(0);
  // What others need stays, and is nobody's.
  expect(await read.$count(tasks)).toBe(5);
  for (const table of [comments, imports, webhooks])
    expect([getTableName(table), await read.$count(table)]).toEqual([getTableName(table), 1]);
});

test("who alone owns a workspace of several, or alone runs the installation, stays", async () => {
  await using app = await createTestApp();
  const { workspaceId } = await createTeam(app);
  await app.as("olga").workspaces.create({ name: "Olga alone" });
  await operating(app, "root");

  await expectRefused([app.as("olga").myData.deleteAccount()], {
    code: "CONFLICT",
    message: "Nobody else owns Apollo. Make someone else an owner there first.",
  });
  await expectRefused([app.as("root").myData.deleteAccount()], { code: "CONFLICT" });
  expect(await app.as("root").myData.state()).toMatchObject({ deletion: { lastOperator: true } });

  await app.as("olga").members.changeRole({ workspaceId, userId: await app.idOf("adam"), role: "owner" });
  await app.as("olga").myData.deleteAccount();
  // Who is about to go does not count as an owner.
  await expectRefused([app.as("adam").myData.deleteAccount(), app.as("adam").members.leave({ workspaceId })], {
    code: "CONFLICT",
  });
});

test("two owners who delete their accounts at once leave one", async () => {
  await using app = await createTestApp();
  for (let round = 0; round < 5; round += 1) {
    const [one, other] = [`one${round}`, `other${round}`];
    const { id: workspaceId } = await app.as(one).workspaces.create({ name: `Round ${round}` });
    await join(app, one, workspaceId, { name: other, role: "owner" });

    const outcomes = await Promise.allSettled([one, other].map((name) => app.as(name).myData.deleteAccount()));

    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  }
});

test("a workspace that has lost its other owners since is handed on to who has the most to say there, and of those came first", async () => {
  await using app = await createTestApp();
  const { workspaceId } = await createTeam(app);
  // Her account is older than her membership.
  await app.idOf("amy");
  const { id: elsewhere } = await app.as("vera").workspaces.create({ name: "Elsewhere" });
  await join(app, "vera", elsewhere, { name: "zoe", role: "viewer" });
  // In the order of who came: two who say less, one who is about to go, the heir, and one who came after.
  for (const [name, role] of [
    ...([
      ["yan", "member"],
      ["leo", "admin"],
      ["zoe", "admin"],
      ["amy", "admin"],
    ] as const),
  ]) {
    app.pass(1_000);
    await join(app, "olga", workspaceId, { name, role });
  }
  await app.as("leo").myData.deleteAccount();
  app.pass(1_000);
  const adam = await app.idOf("adam");
  await app.as("olga").members.changeRole({ workspaceId, userId: adam, role: "owner" });
  await app.as("olga").myData.deleteAccount();
  await app.database.write((db) => db.delete(members).where(eq(members.userId, adam)));
  // Whoever is no owner there leaves nobody without one.
  expect(await app.as("mona").myData.state()).toMatchObject({ deletion: { blockedBy: [] } });
  app.pass(14 * DAY_MS - 1_000);
  await app.database.write((db) => db.update(users).set({ deletionDueAt: app.now() }).where(eq(users.name, "Olga")));
  await app.database.write((db) =>
    db
      .update(users)
      .set({ deletionDueAt: new Date(8e12) })
      .where(eq(users.name, "Leo")),
  );

  await runScheduled(app, "eraseAccounts");

  const rolesOf = async (id: string) => {
    const isOf = eq(members.workspaceId, id);
    const named = { name: users.name, role: members.role };
    const rows = app.database.read
      .select(named)
      .from(members)
      .innerJoin(users, eq(users.id, members.userId))
      .where(isOf);
    return Object.fromEntries((await rows).map(({ name, role }) => [name, role]));
  };
  expect(await rolesOf(workspaceId)).toEqual({
    ...{ Mona: "member", Vera: "viewer", Yan: "member", Leo: "admin", Zoe: "owner", Amy: "admin" },
  });
  expect(await rolesOf(elsewhere)).toEqual({ Vera: "owner", Zoe: "viewer" });
  const [handedOn] = await app.database.read.select().from(events).where(eq(events.actorKind, "system"));
  expect(handedOn).toMatchObject({ name: "member.role_changed", data: { from: "admin", to: "owner" } });
});

test("what refers to somebody is found without reading what is everybody's, to be taken along and to be erased", async () => {
  await using app = await createTestApp();
  const userId = await app.idOf("ada");
  const { read } = app.database;
  // Of these there are few, or they are gone within minutes.
  const few = ["device_logins", "imports", "invites", "webhooks"];

  const found = referencesTo(users, Object.values(tables)).map(async ({ table, column }) => {
    const { reads } = await explain(read, read.select({ column }).from(table).where(eq(column, userId)));
    return reads.flatMap(({ how }) => (how === "search" ? [] : `${getTableName(table)}.${column.name}`));
  });

  const isFew = (name: string) => few.some((table) => name.startsWith(`${table}.`));
  expect((await Promise.all(found)).flat().filter((name) => !isFew(name))).toEqual([]);
});
