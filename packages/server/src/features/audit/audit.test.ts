// Faults: 186.
import { randomUUID } from "node:crypto";
import { events } from "@plinth/kernel";
import { asc, eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { signIn, signUp } from "../../../test/people.ts";
import { expectRefused } from "../../../test/refusals.ts";
import { createTeam } from "../../../test/team.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";
import { addTasks, createTracker } from "../../../test/tracker.ts";
import { users } from "../accounts/table.ts";

async function operator(app: TestApp, name = "opal") {
  const userId = await app.idOf(name);
  return app.caller({ kind: "user", userId, sessionId: "s", operator: true });
}

const named = ({ entries }: { entries: { name: string }[] }) => entries.map(({ name }) => name);

test("admins and owners see what happened in their workspace: who, what, from where and in which request", async () => {
  await using app = await createTestApp();
  const { workspaceId } = await createTeam(app);
  const monaId = await app.idOf("mona");
  await app.as("olga").members.changeRole({ workspaceId, userId: monaId, role: "viewer" });

  const page = await app.as("adam").audit.list({ workspaceId });

  expect(page.entries[0]).toEqual({
    id: expect.any(String),
    name: "member.role_changed",
    at: app.now(),
    actorKind: "user",
    actorId: await app.idOf("olga"),
    actorName: "Olga",
    impersonatorId: null,
    impersonatorName: null,
    address: "127.0.0.1",
    requestId: expect.any(String),
    subjectId: monaId,
    data: expect.objectContaining({ to: "viewer" }),
  });
  expect(page.nextCursor).toBeNull();
  expect(named(page).at(-1)).toBe("workspace.created");
  expect(await app.as("olga").audit.list({ workspaceId })).toEqual(page);
});

test("members, viewers, strangers, keys without the scope and nobody see none of it, and none of their tries is done", async () => {
  await using app = await createTestApp();
  const { workspaceId } = await createTeam(app);
  const before = await app.events();
  const tries = (name: string) => [
    app.as(name).audit.list({ workspaceId }),
    app.as(name).audit.export({ workspaceId }),
  ];
  const userId = await app.idOf("olga");
  const key = app.caller({ kind: "key", userId, keyId: randomUUID(), scopes: ["tasks:read"], operator: false });

  await expectRefused([...tries("mona"), ...tries("vera")], { code: "FORBIDDEN" });
  await expectRefused(tries("eve"), { code: "NOT_FOUND" });
  await expectRefused([app.anyone.audit.list({ workspaceId })], { code: "UNAUTHORIZED" });
  await expectRefused([key.audit.list({ workspaceId }), key.audit.export({ workspaceId })], { code: "FORBIDDEN" });
  await expectRefused([app.as("olga").audit.ofInstallation({}), app.as("olga").audit.exportInstallation({})], {
    code: "FORBIDDEN",
  });

  expect(await app.events()).toEqual(before);
});

test("one workspace's log holds nothing of another's, nor of accounts and sessions", async () => {
  await using app = await createTestApp(new Date());
  const { workspaceId } = await createTeam(app);
  const { id: elsewhere } = await app.as("eve").workspaces.create({ name: "Elsewhere" });
  await signUp(app, "ada");

  expect(named(await app.as("eve").audit.list({ workspaceId: elsewhere }))).toEqual([
    "member.joined",
    "workspace.created",
  ]);
  expect(named(await app.as("olga").audit.list({ workspaceId }))).not.toContain("account.created");
  const installed = named(await (await operator(app)).audit.ofInstallation({}));
  expect(installed).toContain("account.created");
  expect(installed.every((name) => /^(account|session)\./.test(name))).toBe(true);
});

test("it is searched by person, kind, subject and time", async () => {
  await using app = await createTestApp();
  const { workspaceId, projectId } = await createTracker(app);
  const [task] = await addTasks(app, projectId, ["Land", "Fly"]);
  app.pass(60_000);
  const noon = app.now().toISOString();
  await app.as("mona").tasks.delete({ id: task.id });
  const find = async (filter: object) => named(await app.as("olga").audit.list({ workspaceId, ...filter }));

  expect(await find({ subjectId: task.id })).toEqual(["task.deleted", "task.created"]);
  expect(await find({ kind: "task.deleted" })).toEqual(["task.deleted"]);
  expect(new Set(await find({ kind: "task" }))).toEqual(new Set(["task.deleted", "task.created"]));
  expect(await find({ kind: "tas" })).toEqual([]);
  expect(await find({ from: noon })).toEqual(["task.deleted"]);
  expect(await find({ before: noon, kind: "task" })).toEqual(["task.created", "task.created"]);
  expect(await find({ actorId: await app.idOf("vera"), kind: "task" })).toEqual([]);
  expect(await find({ actorId: await app.idOf("vera") })).toEqual(["member.joined"]);
});

test("pages leave nothing out and repeat nothing, and a cursor is good for its own list alone", async () => {
  await using app = await createTestApp();
  const { workspaceId } = await createTeam(app);
  const all = named(await app.as("olga").audit.list({ workspaceId }));

  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await app.as("olga").audit.list({ workspaceId, limit: 2, ...(cursor && { cursor }) });
    seen.push(...named(page));
    cursor = page.nextCursor ?? undefined;
  } while (cursor);

  expect(seen).toEqual(all);
  const { nextCursor } = await app.as("olga").audit.list({ workspaceId, limit: 1 });
  const { id: elsewhere } = await app.as("olga").workspaces.create({ name: "Elsewhere" });
  for (const forged of [nextCursor ?? "", "bm8"]) {
    const attempt = app.as("olga").audit.list({ workspaceId: elsewhere, cursor: forged });
    await expect(attempt).rejects.toMatchObject({ code: "BAD_REQUEST" });
  }
});

test.each([
  { kind: "Task" },
  { kind: "task.%" },
  { kind: "" },
  { from: "yesterday" },
  { before: "2026-13-01T00:00:00Z" },
  { actorId: "ada" },
  { subjectId: "" },
  { limit: 501 },
  { tenantId: "x" },
])("%o is refused", async (filter) => {
  await using app = await createTestApp();
  const { workspaceId } = await createTeam(app);

  const attempt = app.as("olga").audit.list({ workspaceId, ...filter });

  await expect(attempt).rejects.toMatchObject({ code: "BAD_REQUEST" });
});

test("an export is an event, with what was taken out", async () => {
  await using app = await createTestApp();
  const { workspaceId } = await createTeam(app);

  await app.as("adam").audit.export({ workspaceId, kind: "member" });
  await (await operator(app)).audit.exportInstallation({});

  const [newest] = (await app.as("olga").audit.list({ workspaceId })).entries;
  expect(newest).toMatchObject({ name: "audit.exported", actorName: "Adam", data: { kind: "member" } });
  expect((await app.events()).slice(-2)).toEqual(["audit.exported", "audit.exported"]);
});

test("what a rule refuses is in the log of the workspace, and in no other history", async () => {
  await using app = await createTestApp();
  const { workspaceId, projectId } = await createTracker(app);
  const [task] = await addTasks(app, projectId, ["Land"]);

  await expectRefused(
    [
      app.as("vera").tasks.delete({ id: task.id }),
      app.as("mona").projects.archive({ id: projectId }),
      app.as("mona").invites.create({ workspaceId, email: "x@example.com", role: "viewer" }),
    ],
    { code: "FORBIDDEN" },
  );

  const { entries } = await app.as("olga").audit.list({ workspaceId, kind: "access" });
  const told = entries.map(({ actorName, address, subjectId, data }) => [actorName, address, subjectId, data]);
  expect(told).toHaveLength(3);
  expect(told).toEqual(
    expect.arrayContaining([
      ["Vera", "127.0.0.1", task.id, { noun: "task", deed: "delete", call: "tasks.delete" }],
      ["Mona", "127.0.0.1", projectId, { noun: "project", deed: "archive", call: "projects.archive" }],
      ["Mona", "127.0.0.1", workspaceId, { noun: "workspace", deed: "invite", call: "invites.create" }],
    ]),
  );
  expect(named(await app.as("vera").activity.ofTask({ taskId: task.id }))).toEqual(["task.created"]);
});

test("who tries the same again and again is told of once a minute", async () => {
  await using app = await createTestApp();
  const { workspaceId } = await createTeam(app);
  const attempt = () =>
    app
      .as("mona")
      .workspaces.update({ id: workspaceId, name: "Mine" })
      .catch(() => {});
  const count = async () => (await app.events("access")).length;

  for (let i = 0; i < 20; i++) await attempt();
  expect(await count()).toBe(1);
  app.pass(60_000);
  await attempt();

  expect(await count()).toBe(2);
});

test("a stranger's tries tell nothing, because nothing is there for them", async () => {
  await using app = await createTestApp();
  const { workspaceId } = await createTeam(app);

  await expectRefused([app.as("eve").workspaces.update({ id: workspaceId, name: "Mine" })], { code: "NOT_FOUND" });

  expect(await app.events("access")).toEqual([]);
});

test("who may not sign in is in the log of the installation, known or not, without what they typed as a password", async () => {
  await using app = await createTestApp(new Date());
  const userId = await signUp(app, "ada");
  await signIn(app, "ada");
  const wrong = { password: "not the right one at all" };
  const unauthorized = { code: "UNAUTHORIZED" } as const;

  await expectRefused([app.anyone.sessions.signIn({ email: "ada@example.com", ...wrong })], unauthorized);
  await expectRefused([app.anyone.sessions.signIn({ email: "nobody@example.com", ...wrong })], unauthorized);
  await app.database.write((db) => db.update(users).set({ suspendedAt: app.now() }).where(eq(users.id, userId)));
  await expect(signIn(app, "ada")).rejects.toMatchObject({ code: "FORBIDDEN" });

  const rows = await app.database.read
    .select()
    .from(events)
    .where(eq(events.name, "session.refused"))
    .orderBy(asc(events.id));
  expect(rows.map(({ subjectId, data, address, actorKind }) => [subjectId, data, address, actorKind])).toEqual([
    [userId, { email: "ada@example.com", reason: "credentials" }, "127.0.0.1", "anonymous"],
    [expect.stringMatching(/^0+-/), { email: "nobody@example.com", reason: "credentials" }, "127.0.0.1", "anonymous"],
    [userId, { email: "ada@example.com", reason: "suspended" }, "127.0.0.1", "anonymous"],
  ]);
  expect(JSON.stringify(rows)).not.toContain("not the right one");
});
