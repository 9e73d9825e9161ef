// Faults: 60, 61, 62.
import { eq, isNotNull } from "drizzle-orm";
import { expect, test } from "vitest";
import { fragmentOf, letterAfter, letterTo } from "../../../test/letters.ts";
import { mailInboxOf } from "../../../test/mailing.ts";
import { PASSWORD, signIn, signUp } from "../../../test/people.ts";
import { createTeam } from "../../../test/team.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";
import { insertWaysIn, waysIn, waysInOf } from "../../../test/ways-in.ts";
import { oneTimeTokens } from "../../one-time-tokens/table.ts";
import { passwords, users } from "../accounts/table.ts";
import { devices } from "../devices/table.ts";
import { emailChanges } from "../emails/table.ts";
import { members } from "../members/table.ts";
import { sessions } from "../sessions/table.ts";
import { workspaces } from "../workspaces/table.ts";

const ROUNDS = Number(process.env.ROUNDS ?? 2);
const email = "ada@example.com";
const password = "a quite new password";
const refused = { code: "BAD_REQUEST", message: "This link does not work any more. Ask for a new one." };

/** Asks for a new password and opens the mail. */
async function askedFor(app: TestApp, inbox = mailInboxOf(app)): Promise<string> {
  const wanted = { to: email, subject: /^Choose a new password/ };
  const mail = await letterAfter(inbox, wanted, () => app.anyone.passwords.forgot({ email }));
  return fragmentOf(mail, "reset-password");
}

test("the link sets a password, once, and signs everybody out but nobody in", async () => {
  await using app = await createTestApp(new Date());
  const userId = await signUp(app, "ada");
  const browser = app.browser();
  await (await browser.caller()).sessions.signIn({ email, password: PASSWORD });
  await app.database.write((db) => db.update(users).set({ emailVerifiedAt: app.now() }));
  await app.database.write((db) => db.update(devices).set({ trustedUntil: new Date(Date.now() + 1e9) }));
  const laptop = await signIn(app, "ada");
  const inbox = mailInboxOf(app);
  const token = await askedFor(app, inbox);

  expect(await app.anyone.passwords.reset({ token, password })).toBeUndefined();

  await expect((await app.bearing(laptop)).accounts.me()).rejects.toMatchObject({ code: "UNAUTHORIZED" });
  expect(await app.database.read.$count(sessions)).toBe(0);
  expect((await app.database.read.select().from(devices)).map(({ trustedUntil }) => trustedUntil)).toEqual([null]);
  await expect(signIn(app, "ada")).rejects.toMatchObject({ code: "UNAUTHORIZED" });
  await expect(app.anyone.passwords.reset({ token, password })).rejects.toMatchObject(refused);
  await signIn(app, "ada", password);
  expect(await app.events("account")).toContain("account.password_reset");
  await letterTo(inbox, email, /^Your password was reset/);
  expect(await app.database.read.$count(passwords, eq(passwords.userId, userId))).toBe(1);
});

test("of fifty who use one link at once, one sets the password", { timeout: 300_000 }, async () => {
  await using app = await createTestApp(new Date());
  await signUp(app, "ada");
  const inbox = mailInboxOf(app);
  for (let round = 0; round < ROUNDS; round++) {
    const token = await askedFor(app, inbox);
    const resets = Array.from({ length: 50 }, (_, n) =>
      app.anyone.passwords.reset({ token, password: `number ${n} of fifty` }),
    );

    const outcomes = await Promise.allSettled(resets);

    const winners = outcomes.flatMap(({ status }, n) => (status === "fulfilled" ? [n] : []));
    expect(winners).toHaveLength(1);
    await signIn(app, "ada", `number ${winners[0]} of fifty`);
    app.pass(24 * 3_600_000 + 1);
  }
});

test("a link is of no use after half an hour, after a newer one, and after the address has changed", async () => {
  await using app = await createTestApp(new Date());
  await signUp(app, "ada");
  const inbox = mailInboxOf(app);

  const [first, second] = [await askedFor(app, inbox), await askedFor(app, inbox)];
  await expect(app.anyone.passwords.reset({ token: first, password })).rejects.toMatchObject(refused);
  app.pass(30 * 60_000);
  await expect(app.anyone.passwords.reset({ token: second, password })).rejects.toMatchObject(refused);
  const third = await askedFor(app, inbox);
  await app.database.write((db) => db.update(users).set({ email: "new@example.com" }).where(eq(users.email, email)));
  await expect(app.anyone.passwords.reset({ token: third, password })).rejects.toMatchObject(refused);
  // Nor is it for whoever has that address by now.
  const bob = await app.idOf("bob");
  await app.database.write((db) => db.update(users).set({ email }).where(eq(users.id, bob)));
  await expect(app.anyone.passwords.reset({ token: third, password })).rejects.toMatchObject(refused);
  await expect(app.anyone.passwords.reset({ token: "x".repeat(43), password })).rejects.toMatchObject(refused);
});

test("a refused password leaves the link as it was, and of the token only a hash is kept", async () => {
  await using app = await createTestApp(new Date());
  await signUp(app, "ada");
  const token = await askedFor(app);

  for (const weak of ["password123!", "ada@example.com", "ada ada ada ada", "too short"])
    await expect(app.anyone.passwords.reset({ token, password: weak })).rejects.toMatchObject({ code: "BAD_REQUEST" });
  expect(JSON.stringify(await app.database.read.select().from(oneTimeTokens))).not.toContain(token);
  await app.anyone.passwords.reset({ token, password });
});

test("whoever has no password gets their first one so", async () => {
  await using app = await createTestApp(new Date());
  await app.idOf("ada");
  const token = await askedFor(app);

  await app.anyone.passwords.reset({ token, password });

  expect(await signIn(app, "ada", password)).not.toBe("");
});

test("nobody is mailed who has no account or is suspended, and a mailbox is not flooded", async () => {
  await using app = await createTestApp(new Date());
  await signUp(app, "ada");
  const inbox = mailInboxOf(app);

  await app.anyone.passwords.forgot({ email: "nobody@example.com" });
  await app.idOf("bob");
  const suspendedAt = app.now();
  await app.database.write((db) => db.update(users).set({ suspendedAt }).where(eq(users.email, "bob@example.com")));
  await app.anyone.passwords.forgot({ email: "bob@example.com" });
  for (let n = 0; n < 4; n++) await app.anyone.passwords.forgot({ email });
  await expect(app.anyone.passwords.forgot({ email: " ADA@example.com" })).rejects.toMatchObject({
    code: "TOO_MANY_REQUESTS",
  });

  const resets = () => inbox.received.filter(({ subject }) => subject === "Choose a new password");
  await expect.poll(() => resets().length, { timeout: 30_000 }).toBe(4);
  expect(new Set(resets().map(({ to }) => to))).toEqual(new Set([email]));
});

test("an account that was made with somebody else's address is theirs from the moment they reset its password", async () => {
  await using app = await createTestApp(new Date());
  const [userId, bobId] = [await signUp(app, "ada"), await signUp(app, "bob")];
  const intruder = await signIn(app, "ada");
  for (const id of [userId, bobId]) await insertWaysIn(app, id);
  const { workspaceId } = await createTeam(app);
  const { id: elsewhere } = await app.as("olga").workspaces.create({ name: "Elsewhere" });
  const member = { role: "member", joinedAt: app.now() } as const;
  await app.database.write(async (db) => {
    await db.insert(members).values([userId, bobId].map((id) => ({ ...member, workspaceId, userId: id })));
    await db.insert(members).values({ ...member, workspaceId: elsewhere, userId });
    await db.update(workspaces).set({ secondFactorRequiredSince: app.now() }).where(eq(workspaces.id, workspaceId));
    const change = { oldEmail: email, newEmail: "eve@example.com", createdAt: app.now(), expiresAt: new Date(8e12) };
    await db.insert(emailChanges).values([userId, bobId].map((id) => ({ ...change, userId: id })));
  });

  await app.anyone.passwords.reset({ token: await askedFor(app), password });

  await expect((await app.bearing(intruder)).accounts.me()).rejects.toMatchObject({ code: "UNAUTHORIZED" });
  await expect(signIn(app, "ada")).rejects.toMatchObject({ code: "UNAUTHORIZED" });
  const [user] = await app.database.read.select().from(users).where(eq(users.id, userId));
  expect(user?.emailVerifiedAt).toEqual(app.now());
  expect(await app.events("account")).toContain("account.claimed");
  expect([await waysInOf(app, userId), await waysInOf(app, bobId)]).toEqual([[], waysIn]);
  expect((await app.database.read.select().from(emailChanges)).map((change) => change.userId)).toEqual([bobId]);
  const held = await app.database.read.select().from(members).where(isNotNull(members.heldSince));
  expect(held.map((one) => [one.userId, one.workspaceId])).toEqual([[userId, workspaceId]]);
});
