// Faults: 74, 81.
import { randomUUID } from "node:crypto";
import { events } from "@plinth/kernel";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { operating } from "../../../test/operating.ts";
import { signIn, signUp } from "../../../test/people.ts";
import { expectRefused } from "../../../test/refusals.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";
import { users } from "../accounts/table.ts";
import { sessions } from "../sessions/table.ts";

const reason = "Sends spam";
const ROUNDS = Number(process.env.ROUNDS ?? 5);

const row = async ({ database }: TestApp, id: string) =>
  (await database.read.select().from(users).where(eq(users.id, id)))[0];

test("operators find people by name and address, by what they are, page by page", async () => {
  await using app = await createTestApp();
  const root = await operating(app, "root");
  for (const name of ["ada", "grace", "al_an"]) await app.idOf(name);
  await root.people.suspend({ id: await app.idOf("grace"), reason });
  const names = async (wanted: Parameters<typeof root.people.list>[0]) =>
    (await root.people.list(wanted)).people.map(({ name }) => name);

  expect(await names({})).toEqual(["Al_an", "Grace", "Ada", "Root"]);
  expect(await names({ text: "GRA" })).toEqual(["Grace"]);
  expect(await names({ text: "ada@EXAMPLE" })).toEqual(["Ada"]);
  // Stands for itself, not for any letter.
  expect(await names({ text: "l_a" })).toEqual(["Al_an"]);
  expect(await names({ text: "%" })).toEqual([]);
  expect(await names({ show: "operators" })).toEqual(["Root"]);
  expect(await names({ show: "suspended" })).toEqual(["Grace"]);
  expect(await names({ show: "leaving" })).toEqual([]);
  await app.as("ada").myData.deleteAccount();
  expect(await names({ show: "leaving" })).toEqual(["Ada"]);

  const first = await root.people.list({ limit: 3 });
  expect(first.nextCursor).not.toBeNull();
  const second = await root.people.list({ limit: 3, cursor: first.nextCursor ?? "" });
  expect(second).toMatchObject({ people: [{ name: "Root" }], nextCursor: null });
  const cursor = first.nextCursor ?? "";
  await expectRefused([root.people.list({ text: "a", cursor }), root.people.list({ show: "suspended", cursor })], {
    code: "BAD_REQUEST",
  });
});

test("of one person operators see what they need, and never a secret", async () => {
  await using app = await createTestApp(new Date());
  const root = await operating(app, "root");
  const id = await signUp(app, "ada");
  await signIn(app, "ada");
  await app.caller({ kind: "user", userId: id, sessionId: "s", operator: false }).workspaces.create({ name: "Apollo" });
  await app.as("bob").workspaces.create({ name: "Bob's" });
  const [session] = await app.database.read.select().from(sessions);
  if (!session) return expect.unreachable();
  const [impersonatorId, later] = [await app.idOf("root"), new Date(8e12)];
  // What is over, what is an operator's in their place, and what is somebody else's.
  const others = [
    { expiresAt: app.now() },
    { impersonatorId, lastSeenAt: later },
    { userId: await app.idOf("bob"), lastSeenAt: later },
  ].map((other, at) => ({ ...session, ...other, id: `other ${at}` }));
  await app.database.write((db) => db.insert(sessions).values(others));

  const ada = await root.people.get({ id });

  expect(ada).toMatchObject({ name: "ada", sessions: 1, workspaces: 1, suspendedAt: null, suspendedWhy: null });
  expect(ada.lastSeenAt).toEqual(session.lastSeenAt);
  await expect(root.people.get({ id: randomUUID() })).rejects.toMatchObject({ code: "NOT_FOUND" });
});

test("somebody is suspended with a reason, and restored", async () => {
  await using app = await createTestApp();
  const root = await operating(app, "root");
  const id = await app.idOf("ada");

  await root.people.suspend({ id, reason });

  expect(await root.people.get({ id })).toMatchObject({ suspendedAt: app.now(), suspendedWhy: reason });
  await expectRefused([root.people.suspend({ id, reason })], { code: "CONFLICT" });
  await root.people.restore({ id });
  expect(await root.people.get({ id })).toMatchObject({ suspendedAt: null, suspendedWhy: null });
  await expectRefused([root.people.restore({ id })], { code: "CONFLICT" });
  expect(await app.events("account")).toEqual(["account.suspended", "account.restored"]);
  const [suspension] = await app.database.read.select().from(events).where(eq(events.name, "account.suspended"));
  expect(suspension).toMatchObject({ subjectId: id, data: { reason } });
});

test("all of a person's sessions are ended at once", async () => {
  await using app = await createTestApp(new Date());
  const root = await operating(app, "root");
  const id = await signUp(app, "ada");
  const tokens = [await signIn(app, "ada"), await signIn(app, "ada")];
  await signUp(app, "bob");
  const bobs = await signIn(app, "bob");

  expect(await root.people.endSessions({ id })).toEqual({ ended: 2 });

  for (const token of tokens) await expectRefused([(await app.bearing(token)).accounts.me()], { code: "UNAUTHORIZED" });
  expect(await (await app.bearing(bobs)).accounts.me()).toMatchObject({ name: "bob" });
  const ended = await app.database.read.select().from(events).where(eq(events.name, "session.ended"));
  expect(ended).toMatchObject([{ subjectId: id, data: { sessions: 2, byOperator: true } }]);
});

test("operators are made and unmade, and the last one stays", async () => {
  await using app = await createTestApp();
  const root = await operating(app, "root");
  const [rootId, ada, eve] = [await app.idOf("root"), await app.idOf("ada"), await app.idOf("eve")];

  await expectRefused([root.people.unmakeOperator({ id: rootId })], { code: "CONFLICT" });
  await root.people.makeOperator({ id: ada });
  await root.people.suspend({ id: eve, reason });
  await expectRefused(
    [
      root.people.makeOperator({ id: ada }),
      root.people.makeOperator({ id: eve }),
      root.people.unmakeOperator({ id: eve }),
    ],
    { code: "CONFLICT" },
  );

  // One who is suspended, or about to go, does not count.
  await root.people.suspend({ id: ada, reason });
  await expectRefused([root.people.unmakeOperator({ id: rootId })], { code: "CONFLICT" });
  await root.people.restore({ id: ada });
  await app.database.write((db) => db.update(users).set({ deletionDueAt: app.now() }).where(eq(users.id, ada)));
  await expectRefused([root.people.unmakeOperator({ id: rootId })], { code: "CONFLICT" });
  await root.people.unmakeOperator({ id: ada });
  await expectRefused([root.people.makeOperator({ id: ada })], {
    ...{ code: "CONFLICT", message: "Ada is about to delete their account." },
  });
  await app.database.write((db) => db.update(users).set({ deletionDueAt: null }).where(eq(users.id, ada)));

  await root.people.makeOperator({ id: ada });
  await root.people.unmakeOperator({ id: rootId });
  expect(await row(app, rootId)).toMatchObject({ operatorSince: null });
  const happened = ["operator_made", "suspended", "suspended", "restored", "operator_unmade", "operator_made"];
  expect(await app.events("account")).toEqual([...happened, "operator_unmade"].map((name) => `account.${name}`));
});

test.each(["unmake", "suspend"] as const)("two operators who %s each other at once leave one", async (deed) => {
  await using app = await createTestApp();
  for (let round = 0; round < ROUNDS; round += 1) {
    const [root, ada] = [await operating(app, "root"), await operating(app, "ada")];
    const ids = [await app.idOf("root"), await app.idOf("ada")] as const;
    const go = (by: typeof root, id: string) =>
      deed === "unmake" ? by.people.unmakeOperator({ id }) : by.people.suspend({ id, reason });

    const outcomes = await Promise.allSettled([go(root, ids[1]), go(ada, ids[0])]);

    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const left = (await Promise.all(ids.map((id) => row(app, id)))).filter(
      (one) => one?.operatorSince && !one.suspendedAt,
    );
    expect(left).toHaveLength(1);
    await app.database.write((db) => db.update(users).set({ suspendedAt: null }));
  }
});

test("nobody suspends themselves, and nobody but an operator who has just proved it does any of this", async () => {
  await using app = await createTestApp();
  const root = await operating(app, "root");
  await operating(app, "other");
  const [id, rootId] = [await app.idOf("ada"), await app.idOf("root")];
  await expectRefused([root.people.suspend({ id: rootId, reason })], { code: "FORBIDDEN" });

  const before = await app.events("account");
  const all = (people: typeof root.people) => [
    people.suspend({ id, reason }),
    people.restore({ id }),
    people.makeOperator({ id }),
    people.unmakeOperator({ id }),
    people.endSessions({ id }),
    people.impersonate({ id, reason }),
  ];
  const reads = (people: typeof root.people) => [people.list({}), people.get({ id })];
  await expectRefused([...all(app.as("eve").people), ...reads(app.as("eve").people)], { code: "FORBIDDEN" });
  await expectRefused([...all(app.anyone.people), ...reads(app.anyone.people)], { code: "UNAUTHORIZED" });
  const unproven = app.caller({ kind: "user", userId: rootId, sessionId: "s", operator: true }).people;
  await expectRefused(all(unproven), { code: "FORBIDDEN", message: "Confirm that it is you first." });
  await Promise.all(reads(unproven));

  expect(await app.events("account")).toEqual(before);
});
