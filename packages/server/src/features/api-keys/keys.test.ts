// Faults: 58, 81, 82.
import { events } from "@plinth/kernel";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { recordStatements } from "../../../test/recorded-statements.ts";
import { createTeam, join } from "../../../test/team.ts";
import { type Caller, createTestApp, type TestApp } from "../../../test/test-app.ts";
import { users } from "../accounts/table.ts";
import { members } from "../members/table.ts";
import type { Scope } from "./scopes.ts";
import { apiKeys } from "./table.ts";
import { newKeyToken } from "./token.ts";

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

const keyOf = (
  app: TestApp,
  name: string,
  scopes: Scope[],
  more: { workspaceId?: string; expiresInDays?: number } = {},
) => app.as(name).apiKeys.create({ name: "Deploy", scopes, ...more });

/** What becomes of a call that takes somebody. */
const whoIs = async (app: TestApp, token: string) =>
  (await app.bearing(token)).workspaces.list().then(
    () => "somebody",
    (error: { code: string }) => error.code,
  );

/** Whether the token opens anything at this moment. */
const isLetIn = (app: TestApp, token: string) =>
  app.bearing(token).then(
    () => true,
    (error: { code?: string }) => error.code,
  );

/** The same of one in use. The first use is written down; from the second on it is known without asking the database. */
const opens = async (app: TestApp, token: string) => {
  for (const _ of ["written down", "known"]) await isLetIn(app, token);
  return isLetIn(app, token);
};

test("a key does what its scopes say, for its person, and is shown once", async () => {
  await using app = await createTestApp();
  const { workspaceId } = await createTeam(app);
  const { token, expiresAt } = await keyOf(app, "mona", ["projects:read", "projects:read"]);
  const key = await app.bearing(token);

  expect(await key.projects.list({ workspaceId })).toEqual([]);
  expect(expiresAt).toEqual(new Date(app.now().getTime() + 90 * DAY_MS));
  const lacks = (scope: string) => ({ code: "FORBIDDEN", message: `This key lacks the scope ${scope}.` });
  await expect(key.workspaces.list()).rejects.toMatchObject(lacks("workspaces:read"));
  await expect(key.projects.create({ workspaceId, name: "No", key: "NO" })).rejects.toMatchObject(
    lacks("projects:write"),
  );

  const [shown] = await app.as("mona").apiKeys.list();
  expect(shown).toMatchObject({ name: "Deploy", scopes: ["projects:read"], workspaceId: null, expired: false });
  expect(token.startsWith(`${shown?.prefix}_`)).toBe(true);
  const secret = token.slice(13);
  const kept = [await app.database.read.select().from(apiKeys), await app.database.read.select().from(events)];
  expect(JSON.stringify([kept, shown])).not.toContain(secret);
});

test("no key makes, sees or ends keys, nor does anything to its person's account, whatever its scopes", async () => {
  await using app = await createTestApp();
  const { token, id } = await keyOf(app, "ada", ["*:write", "*:read"]);
  const { apiKeys: keys, accounts, sessions } = await app.bearing(token);

  const tries = [
    keys.create({ name: "More", scopes: ["*:write"] }),
    keys.list(),
    keys.scopes(),
    keys.revoke({ id }),
    keys.revokeOfWorkspace({ id }),
    accounts.me(),
    accounts.rename({ name: "Eve" }),
    sessions.list(),
    sessions.endOthers(),
    sessions.changePassword({ current: "correct horse", next: "a longer horse" }),
  ];

  for (const result of await Promise.allSettled(tries)) {
    expect(result).toMatchObject({ status: "rejected", reason: { code: "FORBIDDEN" } });
  }
  expect(await app.as("ada").apiKeys.list()).toHaveLength(1);
});

test("there is no scope beyond those listed, and no key for somebody else or for longer than a year", async () => {
  await using app = await createTestApp();
  const { create } = app.as("ada").apiKeys;
  const eve = await app.idOf("eve");
  const wrong: Record<string, unknown>[] = [
    { scopes: [] },
    { scopes: ["apiKeys:write"] },
    { scopes: ["accounts:read"] },
    { scopes: ["tasks:*"] },
    { scopes: ["search:write"] },
    { scopes: ["*"] },
    { userId: eve },
    { operator: true },
    { expiresInDays: 366 },
    { expiresInDays: 0 },
    { expiresInDays: null },
    { name: " " },
  ];

  for (const part of wrong) {
    const input = { name: "Deploy", scopes: ["tasks:read"], ...part } as never;
    await expect(create(input)).rejects.toMatchObject({ code: "BAD_REQUEST" });
  }
  expect(await app.database.read.select().from(apiKeys)).toEqual([]);
});

test("making a key takes a proof of a moment ago, revoking one does not", async () => {
  await using app = await createTestApp();
  const { id, token } = await keyOf(app, "ada", ["tasks:read"]);
  const userId = await app.idOf("ada");
  const unproven = app.caller({ kind: "user", userId, sessionId: "s", operator: false }).apiKeys;

  await expect(unproven.create({ name: "No", scopes: ["tasks:read"] })).rejects.toMatchObject({
    code: "FORBIDDEN",
    cause: { details: { needs: "proof" } },
  });
  await unproven.revoke({ id });

  expect(await opens(app, token)).toBe("UNAUTHORIZED");
  expect(await app.events("key")).toEqual(["key.created", "key.revoked"]);
});

test("a key ends when it was said to, when it is revoked, and with its account", async () => {
  await using app = await createTestApp();
  const brief = await keyOf(app, "ada", ["tasks:read"], { expiresInDays: 1 });
  const long = await keyOf(app, "ada", ["tasks:read"], { expiresInDays: 365 });
  const bobs = await keyOf(app, "bob", ["tasks:read"]);

  app.pass(DAY_MS - 1);
  expect(await opens(app, brief.token)).toBe(true);
  app.pass(1);
  expect(await opens(app, brief.token)).toBe("UNAUTHORIZED");
  expect(await app.as("ada").apiKeys.list()).toMatchObject([{ expired: false }, { expired: true }]);
  await app.as("ada").apiKeys.revoke({ id: long.id });
  expect(await opens(app, long.token)).toBe("UNAUTHORIZED");
  const bobId = await app.idOf("bob");
  expect(await opens(app, bobs.token)).toBe(true);
  await app.database.write((db) => db.delete(users).where(eq(users.id, bobId)));
  expect(await opens(app, bobs.token)).toBe("UNAUTHORIZED");
});

test("the key of a suspended person is nobody's until they are restored", async () => {
  await using app = await createTestApp();
  const { token } = await keyOf(app, "ada", ["tasks:read"]);
  const userId = await app.idOf("ada");
  const suspend = (suspendedAt: Date | null) =>
    app.database.write((db) => db.update(users).set({ suspendedAt }).where(eq(users.id, userId)));

  expect(await opens(app, token)).toBe(true);
  await suspend(app.now());
  expect(await opens(app, token)).toBe("UNAUTHORIZED");
  await suspend(null);
  expect(await opens(app, token)).toBe(true);
});

test("the keys of whoever has their account deleted are nobody's at once, and theirs again when they keep it", async () => {
  await using app = await createTestApp();
  const { token } = await keyOf(app, "ada", ["tasks:read"]);
  const bobs = await keyOf(app, "bob", ["tasks:read"]);
  const { deleteAccount, keepAccount } = app.as("ada").myData;
  expect(await opens(app, token)).toBe(true);

  await deleteAccount();
  expect([await opens(app, token), await opens(app, bobs.token)]).toEqual(["UNAUTHORIZED", true]);
  await expect(keyOf(app, "ada", ["tasks:read"])).rejects.toMatchObject({
    ...{ code: "CONFLICT", message: "Your account is going to be deleted, and its keys do not count. Keep it first." },
  });
  await keepAccount();

  expect(await opens(app, token)).toBe(true);
  await keyOf(app, "ada", ["tasks:read"]);
});

test("a key may no more than its person may now", async () => {
  await using app = await createTestApp();
  const { workspaceId } = await createTeam(app);
  const { token } = await keyOf(app, "adam", ["*:write"]);
  const key = await app.bearing(token);
  const userId = await app.idOf("adam");
  const update = (name: string) => key.workspaces.update({ id: workspaceId, name });

  await update("As admin");
  await app.as("olga").members.changeRole({ workspaceId, userId, role: "viewer" });
  await expect(update("As viewer")).rejects.toMatchObject({ code: "FORBIDDEN" });
  expect(await key.members.list({ workspaceId })).toHaveLength(4);
  await app.as("olga").members.remove({ workspaceId, userId });
  await expect(update("As stranger")).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(key.members.list({ workspaceId })).rejects.toMatchObject({ code: "NOT_FOUND" });
});

test("a key of an operator does nothing that takes one", async () => {
  await using app = await createTestApp();
  const userId = await app.idOf("ada");
  await app.database.write((db) => db.update(users).set({ operatorSince: app.now() }).where(eq(users.id, userId)));
  const { token } = await keyOf(app, "ada", ["*:write"]);

  await expect((await app.bearing(token)).jobs.depths()).rejects.toMatchObject({ code: "FORBIDDEN" });
  await expect((await app.bearing(token)).audit.ofInstallation({})).rejects.toMatchObject({ code: "FORBIDDEN" });
});

test("a key that is limited to a workspace sees no other, and makes none", async () => {
  await using app = await createTestApp();
  const { workspaceId } = await createTeam(app);
  const { id: other } = await app.as("eve").workspaces.create({ name: "Secret" });
  await join(app, "eve", other, { name: "mona", role: "admin" });
  const { id: third } = await app.as("eve").workspaces.create({ name: "Third" });
  await app.as("eve").invites.create({ workspaceId: third, email: "mona@example.com", role: "viewer" });
  const limited = await app.bearing((await keyOf(app, "mona", ["*:write"], { workspaceId })).token);
  const whole = await app.bearing((await keyOf(app, "mona", ["*:write"])).token);
  const names = async ({ workspaces }: Caller) => (await workspaces.list()).map(({ name }) => name);
  const project = { workspaceId: other, name: "Moon", key: "MOON" };

  expect(await names(whole)).toEqual(["Apollo", "Secret"]);
  expect(await names(limited)).toEqual(["Apollo"]);
  await expect(limited.projects.create(project)).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(limited.workspaces.create({ name: "Mine" })).rejects.toMatchObject({
    code: "FORBIDDEN",
    message: "This key is limited to one workspace.",
  });
  await whole.projects.create(project);
  await whole.workspaces.create({ name: "Mine" });
  // What is a person's own lies in no workspace, and an invite leads to where they are not yet.
  await expect(limited.notifications.preferences()).rejects.toMatchObject({ code: "NOT_FOUND" });
  const digest = { timeZone: "UTC", hour: 8 };
  await expect(limited.notifications.setDigest(digest)).rejects.toMatchObject({ code: "NOT_FOUND" });
  await whole.notifications.setDigest(digest);
});

test("nobody makes a key for a workspace that they do not belong to", async () => {
  await using app = await createTestApp();
  const { workspaceId } = await createTeam(app);

  await expect(keyOf(app, "eve", ["tasks:read"], { workspaceId })).rejects.toMatchObject({
    code: "NOT_FOUND",
    message: "There is no such workspace.",
  });
});

test("admins see and revoke the keys that are limited to their workspace, and no others", async () => {
  await using app = await createTestApp();
  const { workspaceId } = await createTeam(app);
  const here = await keyOf(app, "vera", ["tasks:read"], { workspaceId });
  const whole = await keyOf(app, "vera", ["tasks:read"]);
  const { id: elsewhere } = await app.as("eve").workspaces.create({ name: "Elsewhere" });
  const eves = await keyOf(app, "eve", ["tasks:read"], { workspaceId: elsewhere });
  const adam = app.as("adam").apiKeys;
  const { id: adams } = await app.as("adam").workspaces.create({ name: "Adam's" });
  await keyOf(app, "adam", ["tasks:read"], { workspaceId: adams, expiresInDays: 1 });

  const shown = await adam.ofWorkspace({ workspaceId });
  expect(shown).toMatchObject([{ id: here.id, userName: "Vera", scopes: ["tasks:read"], expired: false }]);
  expect(JSON.stringify(shown)).not.toContain(here.token);
  for (const name of ["mona", "vera"]) {
    const refused = { code: "FORBIDDEN" };
    await expect(app.as(name).apiKeys.ofWorkspace({ workspaceId })).rejects.toMatchObject(refused);
    await expect(app.as(name).apiKeys.revokeOfWorkspace({ id: here.id })).rejects.toMatchObject(refused);
  }
  for (const { id } of [whole, eves]) {
    await expect(adam.revokeOfWorkspace({ id })).rejects.toMatchObject({ code: "NOT_FOUND" });
  }
  await expect(adam.revoke({ id: here.id })).rejects.toMatchObject({ code: "NOT_FOUND" });
  await adam.revokeOfWorkspace({ id: here.id });

  expect(await opens(app, here.token)).toBe("UNAUTHORIZED");
  expect([await opens(app, whole.token), await opens(app, eves.token)]).toEqual([true, true]);
  app.pass(DAY_MS);
  expect(await adam.ofWorkspace({ workspaceId: adams })).toMatchObject([{ userName: "Adam", expired: true }]);
  const log = await app.as("olga").audit.list({ workspaceId });
  expect(log.entries.filter(({ name }) => name.startsWith("key."))).toMatchObject([
    { name: "key.revoked" },
    { name: "key.created" },
  ]);
});

test("a person has at most fifty, however many they ask for at once", async () => {
  await using app = await createTestApp();
  await keyOf(app, "bob", ["tasks:read"]);
  const results = await Promise.allSettled(Array.from({ length: 60 }, () => keyOf(app, "ada", ["tasks:read"])));

  const made = results.filter(({ status }) => status === "fulfilled");
  expect(made).toHaveLength(50);
  expect(await app.as("ada").apiKeys.list()).toHaveLength(50);
  await expect(keyOf(app, "ada", ["tasks:read"])).rejects.toMatchObject({ code: "CONFLICT" });
});

test("when a key was last used is kept to the hour", async () => {
  await using app = await createTestApp();
  const { token } = await keyOf(app, "ada", ["tasks:read"]);
  const lastUsed = async () => (await app.as("ada").apiKeys.list())[0]?.lastUsedAt;

  expect(await lastUsed()).toBeNull();
  await app.bearing(token);
  const first = app.now();
  expect(await lastUsed()).toEqual(first);
  app.pass(HOUR_MS);
  await app.bearing(token);
  expect(await lastUsed()).toEqual(first);
  app.pass(60_000);
  await app.bearing(token);
  expect(await lastUsed()).toEqual(app.now());
});

test("a token is looked up by its hash alone, and a mistyped one not at all", async () => {
  await using app = await createTestApp();
  const { token } = await keyOf(app, "ada", ["tasks:read"]);
  const [row] = await app.database.read.select().from(apiKeys);

  // Others run meanwhile, such as those that begin to watch the table.
  const lookUps = async (wrong: string) => {
    const { result, statements } = await recordStatements(() => isLetIn(app, wrong));
    expect(result).toBe("UNAUTHORIZED");
    return statements.filter((statement) => /^select.* from "api_keys"/is.test(statement));
  };
  expect(await lookUps(`${token.slice(0, -1)}!`)).toEqual([]);
  for (const wrong of [newKeyToken().token, `plk_${row?.tokenHash}`, row?.prefix ?? ""]) {
    expect(await opens(app, wrong)).toBe("UNAUTHORIZED");
  }
  expect(await whoIs(app, row?.tokenHash ?? "")).toBe("UNAUTHORIZED");
  expect(await lookUps(newKeyToken().token)).toEqual([expect.stringMatching(/"token_hash" = /)]);
});

test("a key that is limited to a workspace goes with it, and is of no use to whoever leaves it", async () => {
  await using app = await createTestApp();
  const { workspaceId } = await createTeam(app);
  const { token } = await keyOf(app, "mona", ["*:read"], { workspaceId });
  const userId = await app.idOf("mona");

  await app.database.write((db) => db.delete(members).where(eq(members.userId, userId)));

  expect(await (await app.bearing(token)).workspaces.list()).toEqual([]);
  expect(await app.as("mona").apiKeys.list()).toMatchObject([{ workspaceId, workspaceName: null }]);
});
