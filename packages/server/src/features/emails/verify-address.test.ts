// Faults: 62.
import { eq } from "drizzle-orm";
import { afterEach, expect, test } from "vitest";
import { fragmentOf, letterAfter, letterTo } from "../../../test/letters.ts";
import { mailInboxOf } from "../../../test/mailing.ts";
import { signIn, signUp } from "../../../test/people.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";
import { users } from "../accounts/table.ts";
import { requireVerification } from "../accounts/verification-switch.ts";

const email = "ada@example.com";
const refused = { code: "BAD_REQUEST" };

afterEach(() => requireVerification(false));

async function signedUp(app: TestApp) {
  const userId = await signUp(app, "ada");
  const inbox = mailInboxOf(app);
  const session = await signIn(app, "ada");
  const token = fragmentOf(await letterTo(inbox, email, /^Confirm your e-mail address/), "verify-email");
  return { userId, inbox, session, token };
}

test("whoever signs up is mailed a link, and has confirmed their address when they send what is in it", async () => {
  await using app = await createTestApp(new Date());
  const { session, token } = await signedUp(app);
  const ada = await app.bearing(session);
  expect(await ada.accounts.me()).toMatchObject({ verified: false });

  await ada.emails.verify({ token });

  expect(await ada.accounts.me()).toMatchObject({ verified: true });
  expect(await app.events("account")).toEqual(["account.created", "account.email_verified"]);
  await expect(ada.emails.verify({ token })).rejects.toMatchObject(refused);
  await expect(ada.emails.resend()).rejects.toMatchObject({ code: "CONFLICT" });
});

test("the link is of no use to anybody else, signed in or not, and remains for whom it is for", async () => {
  await using app = await createTestApp(new Date());
  const { userId, session, token } = await signedUp(app);

  await expect(app.anyone.emails.verify({ token })).rejects.toMatchObject({ code: "UNAUTHORIZED" });
  await expect(app.as("mallory").emails.verify({ token })).rejects.toMatchObject(refused);

  const have = (values: { email: string; emailVerifiedAt?: Date }) =>
    app.database.write((db) => db.update(users).set(values).where(eq(users.id, userId)));
  // Nor to them, once they have another address.
  await have({ email: "ada@elsewhere.example" });
  await expect((await app.bearing(session)).emails.verify({ token })).rejects.toMatchObject(refused);
  const emailVerifiedAt = new Date(app.now().getTime() - 60_000);
  await have({ email, emailVerifiedAt });
  await (await app.bearing(session)).emails.verify({ token });
  const [user] = await app.database.read.select().from(users).where(eq(users.id, userId));
  expect(user).toMatchObject({ emailVerifiedAt });
});

test("whoever has confirmed their address meanwhile is not asked to", async () => {
  await using app = await createTestApp(new Date());
  await signUp(app, "ada");
  await app.database.write((db) => db.update(users).set({ emailVerifiedAt: app.now() }));
  await app.anyone.passwords.forgot({ email });

  const inbox = mailInboxOf(app);

  await letterTo(inbox, email, /^Choose a new password/);
  expect(inbox.received.map(({ subject }) => subject)).toEqual(["Choose a new password"]);
});

test("another mail can be had once a minute, and its link replaces the earlier one", async () => {
  await using app = await createTestApp(new Date());
  const { inbox, session, token } = await signedUp(app);
  const ada = () => app.bearing(session);
  const wanted = { to: email, subject: /^Confirm your e-mail address/ };

  const mail = await letterAfter(inbox, wanted, async () => (await ada()).emails.resend());
  await expect((await ada()).emails.resend()).rejects.toMatchObject({
    code: "TOO_MANY_REQUESTS",
    cause: { details: { retryAfterSeconds: 60 } },
  });

  await expect((await ada()).emails.verify({ token })).rejects.toMatchObject(refused);
  const newer = fragmentOf(mail, "verify-email");
  app.pass(60_000);
  await (await ada()).emails.resend();
  await expect((await ada()).emails.verify({ token: newer })).rejects.toMatchObject(refused);
});

test("of fifty who confirm at once, one does; after a day nobody does", async () => {
  await using app = await createTestApp(new Date());
  const { inbox, session, token } = await signedUp(app);
  const ada = await app.bearing(session);

  const outcomes = await Promise.allSettled(Array.from({ length: 50 }, () => ada.emails.verify({ token })));
  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);

  await app.database.write((db) => db.update(users).set({ emailVerifiedAt: null }));
  const wanted = { to: email, subject: /^Confirm your e-mail address/ };
  const mail = await letterAfter(inbox, wanted, async () => (await app.bearing(session)).emails.resend());
  const late = fragmentOf(mail, "verify-email");
  app.pass(24 * 3_600_000);
  await expect((await app.bearing(session)).emails.verify({ token: late })).rejects.toMatchObject(refused);
});

test("where it is asked for, whoever has not confirmed makes no workspace and invites nobody, but operators do", async () => {
  await using app = await createTestApp(new Date());
  await app.idOf("root");
  await app.as("ada").workspaces.create({ name: "Before" });
  const [{ id: workspaceId } = expect.unreachable()] = await app.as("ada").workspaces.list();
  requireVerification(true);
  const invite = () => app.as("ada").invites.create({ workspaceId, email: "bob@example.com", role: "member" });
  const needs = { code: "FORBIDDEN", cause: { details: { needs: "verification" } } };

  await expect(app.as("ada").workspaces.create({ name: "After" })).rejects.toMatchObject(needs);
  await expect(invite()).rejects.toMatchObject(needs);

  await app.database.write((db) => db.update(users).set({ operatorSince: app.now() }));
  await app.as("ada").workspaces.create({ name: "Of an operator" });
  await app.database.write((db) => db.update(users).set({ operatorSince: null, emailVerifiedAt: app.now() }));
  await app.as("ada").workspaces.create({ name: "Of somebody verified" });
  await invite();
});
