// Faults: 63.
import { Inbox } from "@plinth/kernel";
import { and, eq, isNull } from "drizzle-orm";
import { expect, test } from "vitest";
import { fragmentOf, letterAfter, letterTo } from "../../../test/letters.ts";
import { mailInboxOf, sendMailOf } from "../../../test/mailing.ts";
import { PASSWORD, signIn, signUp } from "../../../test/people.ts";
import { setUpTotp } from "../../../test/second-factors.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";
import { insertWaysIn, waysIn, waysInOf } from "../../../test/ways-in.ts";
import { oneTimeTokens } from "../../one-time-tokens/table.ts";
import { passwords, users } from "../accounts/table.ts";
import { apiKeys } from "../api-keys/table.ts";
import { devices } from "../devices/table.ts";
import { members } from "../members/table.ts";
import { passkeys } from "../passkeys/table.ts";
import { recoveryCodes } from "../recovery-codes/table.ts";
import { sessions } from "../sessions/table.ts";
import { totps } from "../totp/table.ts";
import { emailChanges } from "./table.ts";

const [oldEmail, newEmail] = ["ada@example.com", "ada@lovelace.example"];
const refused = { code: "BAD_REQUEST" };
const ROUNDS = Number(process.env.ROUNDS ?? 1);

/** Ada, whose address is known to be hers, and the mail that comes. */
async function verifiedAda(app: TestApp) {
  const userId = await signUp(app, "ada");
  await app.database.write((db) => db.update(users).set({ emailVerifiedAt: app.now() }).where(eq(users.id, userId)));
  const session = await signIn(app, "ada");
  const inbox = new Inbox();
  const postman = sendMailOf(app, inbox);
  const confirmationTo = async (to: string) =>
    fragmentOf(await letterTo(inbox, to, /^(Confirm your new|Agree to a change)/), "confirm-address");
  return { userId, session, inbox, postman, confirmationTo, ada: () => app.bearing(session) };
}

/** What was sent to somebody and can still be used. */
const openTokensOf = async ({ database }: TestApp, userId: string) => {
  const open = and(eq(oneTimeTokens.userId, userId), isNull(oneTimeTokens.usedAt));
  return (await database.read.select().from(oneTimeTokens).where(open)).map(({ kind }) => kind);
};

const emailOf = async ({ database }: TestApp, userId: string) => {
  const [user] = await database.read.select().from(users).where(eq(users.id, userId));
  return user?.email;
};

/** Changes the address from the first to the last step; returns what takes it back. */
async function changed(app: TestApp, world: Awaited<ReturnType<typeof verifiedAda>>, to = newEmail): Promise<string> {
  const from = (await emailOf(app, world.userId)) ?? "";
  const known = new Set(world.inbox.received.map(({ id }) => id));
  await (await world.ada()).emails.change({ email: to });
  for (const wanted of [
    { to: from, subject: /^Agree to a change/ },
    { to, subject: /^Confirm your new/ },
  ]) {
    const mail = await letterAfter(world.inbox, wanted, async () => {}, known);
    await (await world.ada()).emails.confirm({ token: fragmentOf(mail, "confirm-address") });
  }
  return fragmentOf(await letterTo(world.inbox, from, /^Your e-mail address was changed/), "undo-address");
}

test("an address changes once both sides have confirmed it, and each page says which is missing", async () => {
  await using app = await createTestApp(new Date());
  const { userId, ada, inbox, confirmationTo } = await verifiedAda(app);

  await (await ada()).emails.change({ email: newEmail });
  expect(await (await ada()).emails.pending()).toMatchObject({ change: { email: newEmail, missing: ["old", "new"] } });
  expect(await (await ada()).emails.confirm({ token: await confirmationTo(newEmail) })).toEqual({
    email: newEmail,
    missing: ["old"],
  });
  expect(await emailOf(app, userId)).toBe(oldEmail);
  expect(await (await ada()).emails.confirm({ token: await confirmationTo(oldEmail) })).toEqual({
    email: newEmail,
    missing: [],
  });

  expect(await (await ada()).accounts.me()).toMatchObject({ email: newEmail, verified: true });
  expect(await (await ada()).emails.pending()).toEqual({ change: null });
  expect(await openTokensOf(app, userId)).toEqual(["undo a change of address"]);
  await letterTo(inbox, oldEmail, /^Your e-mail address was changed/);
  expect((await app.events("account")).slice(-2)).toEqual(["account.email_change_asked", "account.email_changed"]);
});

test("an address that nobody has confirmed has no say", async () => {
  await using app = await createTestApp(new Date());
  const { userId, ada, inbox, confirmationTo } = await verifiedAda(app);
  await app.database.write((db) => db.update(users).set({ emailVerifiedAt: null }).where(eq(users.id, userId)));

  await (await ada()).emails.change({ email: newEmail });
  await (await ada()).emails.confirm({ token: await confirmationTo(newEmail) });

  expect(await emailOf(app, userId)).toBe(newEmail);
  expect(inbox.received.filter(({ subject }) => subject.startsWith("Agree"))).toEqual([]);
  await letterTo(inbox, oldEmail, /^Your e-mail address was changed/);
});

test("it takes a proof, the session of whom it is about, and a link that counts", async () => {
  await using app = await createTestApp(new Date());
  const { userId, ada, session, confirmationTo } = await verifiedAda(app);
  await (await ada()).emails.change({ email: newEmail });
  const token = await confirmationTo(newEmail);

  await expect(app.as("mallory").emails.confirm({ token })).rejects.toMatchObject(refused);
  await expect(app.anyone.emails.confirm({ token })).rejects.toMatchObject({ code: "UNAUTHORIZED" });
  await (await ada()).emails.cancel();
  await expect((await ada()).emails.confirm({ token })).rejects.toMatchObject(refused);
  await expect((await ada()).emails.change({ email: oldEmail })).rejects.toMatchObject(refused);
  app.pass(11 * 60_000);
  await expect((await app.bearing(session)).emails.change({ email: newEmail })).rejects.toMatchObject({
    code: "FORBIDDEN",
    cause: { details: { needs: "proof" } },
  });
  expect(await emailOf(app, userId)).toBe(oldEmail);
  expect(await app.events("account")).toContain("account.email_change_canceled");
});

test("a taken address gets the same answer, and its owner alone is told", async () => {
  await using app = await createTestApp(new Date());
  const { ada, inbox } = await verifiedAda(app);
  await app.idOf("bob");

  const answers = [
    await (await ada()).emails.change({ email: "bob@example.com" }),
    await (await ada()).emails.pending(),
    await (await ada()).emails.change({ email: newEmail }),
    await (await ada()).emails.pending(),
  ];

  expect(answers[0]).toEqual(answers[2]);
  expect(JSON.stringify(answers[1])).toBe(JSON.stringify(answers[3]).replace(newEmail, "bob@example.com"));
  await letterTo(inbox, "bob@example.com", /^Somebody tried to use your e-mail address/);
  expect(inbox.received.filter(({ to, subject }) => to === "bob@example.com" && /Confirm/.test(subject))).toEqual([]);
});

test("an address that somebody gave up meanwhile is kept for them, unless they took that back", async () => {
  await using app = await createTestApp(new Date());
  const { userId, ada, confirmationTo } = await verifiedAda(app);
  await (await ada()).emails.change({ email: newEmail });
  await (await ada()).emails.confirm({ token: await confirmationTo(oldEmail) });
  const token = await confirmationTo(newEmail);
  const [bob, at] = [await app.idOf("bob"), app.now()];
  const theirs = { userId: bob, oldEmail: newEmail, newEmail: "bob@example.com", createdAt: at, expiresAt: at };
  await app.database.write((db) => db.insert(emailChanges).values({ ...theirs, doneAt: at }));

  await expect((await ada()).emails.confirm({ token })).rejects.toMatchObject({ code: "CONFLICT" });

  expect(await emailOf(app, userId)).toBe(oldEmail);
  await app.database.write((db) => db.update(emailChanges).set({ undoneAt: at }).where(eq(emailChanges.userId, bob)));
  await (await ada()).emails.confirm({ token });
  expect(await emailOf(app, userId)).toBe(newEmail);
});

test("a wish for another address is one's own: a newer one or a day ends it, nobody else's does", async () => {
  await using app = await createTestApp(new Date());
  const { ada, session, confirmationTo } = await verifiedAda(app);
  const bob = app.as("bob").emails;
  await bob.change({ email: "bob@lovelace.example" });
  await (await ada()).emails.change({ email: "first@lovelace.example" });
  const first = await confirmationTo("first@lovelace.example");
  await (await ada()).emails.change({ email: newEmail });

  await expect((await ada()).emails.confirm({ token: first })).rejects.toMatchObject(refused);
  const token = await confirmationTo(newEmail);
  await (await ada()).emails.confirm({ token });
  await expect((await ada()).emails.confirm({ token })).rejects.toMatchObject(refused);
  expect(await (await ada()).emails.pending()).toMatchObject({ change: { email: newEmail, missing: ["old"] } });
  expect(await bob.pending()).toMatchObject({ change: { email: "bob@lovelace.example", missing: ["new"] } });
  const late = await confirmationTo(oldEmail);
  app.pass(24 * 3_600_000);
  const later = (await app.bearing(session)).emails;
  expect(await later.pending()).toEqual({ change: null });
  await expect(later.confirm({ token: late })).rejects.toMatchObject(refused);
});

test("a change that was given up is not mailed about, and nobody's mailbox is flooded by changes", async () => {
  await using app = await createTestApp(new Date());
  const { emails } = app.as("ada");
  await emails.change({ email: newEmail });
  await emails.cancel();
  const names = ["bob", "cleo", "dora"];
  for (const name of names) await app.as(name).emails.change({ email: newEmail });
  await expect(app.as("emil").emails.change({ email: newEmail })).rejects.toMatchObject({ code: "TOO_MANY_REQUESTS" });
  for (let n = 0; n < 4; n++) await emails.change({ email: `ada${n}@lovelace.example` });

  await expect(emails.change({ email: "ada9@lovelace.example" })).rejects.toMatchObject({ code: "TOO_MANY_REQUESTS" });

  const inbox = mailInboxOf(app);
  const told = () => inbox.received.map(({ to, text }) => [to, /account of (\S+)/.exec(text)?.[1]]).sort();
  const others = names.map((name) => [newEmail, `${name}@example.com`]);
  await expect.poll(told, { timeout: 30_000 }).toEqual([...others, ["ada3@lovelace.example", oldEmail]].sort());
});

test("of fifty people who claim one address at once, one gets it", { timeout: 300_000 }, async () => {
  await using app = await createTestApp(new Date());
  await app.idOf("root");
  const inbox = mailInboxOf(app);
  for (let round = 0; round < ROUNDS; round++) {
    const wanted = `wanted-${round}@example.com`;
    const names = Array.from({ length: 50 }, (_, n) => `claimer${round}x${n}`);
    const claims: { name: string; token: string }[] = [];
    for (const name of names) {
      const mail = await letterAfter(inbox, { to: wanted, subject: /^Confirm your new/ }, () =>
        app.as(name).emails.change({ email: wanted }),
      );
      claims.push({ name, token: fragmentOf(mail, "confirm-address") });
      // Whoever asks for mail to one address often has to wait.
      app.pass(15 * 60_000);
    }

    const outcomes = await Promise.allSettled(claims.map(({ name, token }) => app.as(name).emails.confirm({ token })));

    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const outcome of outcomes)
      if (outcome.status === "rejected") expect(outcome.reason).toMatchObject({ code: "CONFLICT" });
    expect(await app.database.read.$count(users, eq(users.email, wanted))).toBe(1);
  }
});

test("whoever reads the old mail takes a change back for 72 hours, signed in or not, and everybody else is out", async () => {
  await using app = await createTestApp(new Date());
  const world = await verifiedAda(app);
  const token = await changed(app, world);
  app.pass(72 * 3_600_000 - 1);

  const outcomes = await Promise.allSettled(Array.from({ length: 50 }, () => app.anyone.emails.undo({ token })));

  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(await emailOf(app, world.userId)).toBe(oldEmail);
  expect(await app.database.read.$count(sessions)).toBe(0);
  expect(await app.database.read.$count(passwords)).toBe(0);
  expect(await app.events("account")).toContain("account.email_restored");
});

test("what was set up since the change goes with it, and what was there before or is anybody else's stays", async () => {
  await using app = await createTestApp(new Date());
  const world = await verifiedAda(app);
  const early = await (await world.ada()).apiKeys.create({ name: "Early", scopes: ["*:read"] });
  const bobId = await signUp(app, "bob");
  const passkey = { publicKey: "k", counter: 0, transports: [], isSynced: false, isBackedUp: false };
  const keep = (credentialId: string) => ({ ...passkey, credentialId, name: credentialId, createdAt: app.now() });
  await app.database.write(async (db) => {
    await db.insert(passkeys).values({ ...keep("Early"), userId: world.userId });
    const [createdAt, trustedUntil] = [app.now(), new Date(app.now().getTime() + 86_400_000)];
    const known = { createdAt, lastSeenAt: createdAt, trustedUntil };
    await db.insert(devices).values([world.userId, bobId].map((userId) => ({ userId, tokenHash: userId, ...known })));
  });
  app.pass(1_000);
  const token = await changed(app, world);
  // It was asked for a while before it was made: what came in between goes as well.
  const doneAt = new Date(app.now().getTime() + 1_000);
  await app.database.write((db) => db.update(emailChanges).set({ doneAt }));
  const ada = await world.ada();
  await ada.apiKeys.create({ name: "Late", scopes: ["*:read"] });
  await ada.emails.change({ email: "third@lovelace.example" });
  await setUpTotp(app, ada);
  await app.database.write(async (db) => {
    const bobs = { userId: bobId, oldEmail: "robert@example.com", newEmail: "bob@example.com" };
    const at = app.now();
    await db.insert(emailChanges).values({ ...bobs, createdAt: at, expiresAt: at, doneAt: at });
    await db.insert(passkeys).values([
      { ...keep("Late"), userId: world.userId },
      { ...keep("Bob's"), userId: bobId },
    ]);
  });

  await app.anyone.emails.undo({ token });

  expect((await app.database.read.select().from(apiKeys)).map(({ name }) => name)).toEqual(["Early"]);
  expect((await app.database.read.select().from(passkeys)).map(({ name }) => name).sort()).toEqual(["Bob's", "Early"]);
  const trust = (await app.database.read.select().from(devices)).map((one) => [one.userId, one.trustedUntil !== null]);
  expect(Object.fromEntries(trust)).toEqual({ [world.userId]: false, [bobId]: true });
  const changes = await app.database.read.select().from(emailChanges).where(eq(emailChanges.userId, bobId));
  expect(changes).toMatchObject([{ undoneAt: null }]);
  await signIn(app, "bob");
  await expect(signIn(app, "ada")).rejects.toMatchObject({ code: "UNAUTHORIZED" });
  const [user] = await app.database.read.select().from(users).where(eq(users.id, world.userId));
  expect(user).toMatchObject({ email: oldEmail, emailVerifiedAt: app.now() });
  expect(await app.database.read.$count(emailChanges, isNull(emailChanges.doneAt))).toBe(0);
  expect(await openTokensOf(app, world.userId)).toEqual([]);
  expect(await app.database.read.$count(totps)).toBe(0);
  expect(await app.database.read.$count(recoveryCodes)).toBe(0);
  expect(await (await app.bearing(early.token)).workspaces.list()).toEqual([]);
});

test("of every kind of way in it is what was set up since that goes, and nothing of anybody else's", async () => {
  await using app = await createTestApp(new Date());
  const world = await verifiedAda(app);
  const bob = await signUp(app, "bob");
  const early = await (await world.ada()).apiKeys.create({ name: "Early", scopes: ["*:read"] });
  app.pass(1_000);
  const token = await changed(app, world);
  for (const id of [world.userId, bob]) await insertWaysIn(app, id);
  // One that was never set up to its end has no moment at which it was.
  await app.database.write((db) => db.update(totps).set({ confirmedAt: null }).where(eq(totps.userId, world.userId)));

  await app.anyone.emails.undo({ token });

  // The key of before.
  expect(await waysInOf(app, world.userId)).toEqual(["apiKeys"]);
  expect(await waysInOf(app, bob)).toEqual(waysIn);
  expect(await (await app.bearing(early.token)).workspaces.list()).toEqual([]);
});

test("whoever has no second factor after it is held where one is needed", async () => {
  await using app = await createTestApp(new Date());
  const world = await verifiedAda(app);
  const token = await changed(app, world);
  const ada = await world.ada();
  const { id: workspaceId } = await ada.workspaces.create({ name: "Acme" });
  await setUpTotp(app, ada);
  await ada.members.requireSecondFactor({ workspaceId, required: true });

  await app.anyone.emails.undo({ token });

  expect((await app.database.read.select().from(members)).map(({ heldSince }) => heldSince)).toEqual([app.now()]);
});

test("after 72 hours a change stays, and until then nobody else gets the old address", async () => {
  await using app = await createTestApp(new Date());
  const world = await verifiedAda(app);
  const token = await changed(app, world);
  const signUpAs = (name: string) => app.anyone.accounts.signUp({ name, email: oldEmail, password: PASSWORD });

  await expect(signUpAs("Mallory")).rejects.toMatchObject({ code: "CONFLICT" });
  app.pass(72 * 3_600_000);
  await expect(app.anyone.emails.undo({ token })).rejects.toMatchObject(refused);
  await signUpAs("Somebody");
  expect(await emailOf(app, world.userId)).toBe(newEmail);
});

test("whoever came later cannot take back that the first owner took their address back", async () => {
  await using app = await createTestApp(new Date());
  const world = await verifiedAda(app);
  const owners = await changed(app, world, "intruder@example.com");
  app.pass(1_000);
  const intruders = await changed(app, world, "second@example.com");

  await app.anyone.emails.undo({ token: owners });
  await expect(app.anyone.emails.undo({ token: intruders })).rejects.toMatchObject(refused);

  expect(await emailOf(app, world.userId)).toBe(oldEmail);
});

test("whoever came later gets no way back where theirs was taken back before the mail went out", async () => {
  await using app = await createTestApp(new Date());
  const world = await verifiedAda(app);
  const owners = await changed(app, world, "intruder@example.com");
  await (await world.ada()).emails.change({ email: "second@example.com" });
  const agreed = await letterTo(world.inbox, "intruder@example.com", /^Agree to a change/);
  const tokens = [fragmentOf(agreed, "confirm-address"), await world.confirmationTo("second@example.com")];
  await world.postman.stop(0);
  app.pass(1_000);
  const known = new Set(world.inbox.received.map(({ id }) => id));
  for (const token of tokens) await (await world.ada()).emails.confirm({ token });

  await app.anyone.emails.undo({ token: owners });
  await app.anyone.passwords.forgot({ email: oldEmail });

  sendMailOf(app, world.inbox);
  await letterTo(world.inbox, oldEmail, /^Choose a new password/);
  const sent = world.inbox.received.filter(({ id }) => !known.has(id)).map(({ subject }) => subject);
  expect(sent).not.toContain("Your e-mail address was changed");
});

test("nor does a later one, used first, keep the first owner from it", async () => {
  await using app = await createTestApp(new Date());
  const world = await verifiedAda(app);
  const owners = await changed(app, world, "intruder@example.com");
  app.pass(1_000);
  const intruders = await changed(app, world, "second@example.com");

  await app.anyone.emails.undo({ token: intruders });
  expect(await emailOf(app, world.userId)).toBe("intruder@example.com");
  await app.anyone.emails.undo({ token: owners });

  expect(await emailOf(app, world.userId)).toBe(oldEmail);
  expect((await app.database.read.select().from(emailChanges)).every(({ undoneAt }) => undoneAt !== null)).toBe(true);
});
