// Faults: 61, 62, 64.
import { anonymous } from "@plinth/kernel";
import { eq } from "drizzle-orm";
import { afterEach, expect, test } from "vitest";
import { entryOf, letterAfter, letterTo } from "../../../test/letters.ts";
import { mailInboxOf } from "../../../test/mailing.ts";
import { PASSWORD, signIn, signUp } from "../../../test/people.ts";
import { type Browser, createTestApp, type TestApp } from "../../../test/test-app.ts";
import { passwords, users } from "../accounts/table.ts";
import { requireVerification } from "../accounts/verification-switch.ts";
import { passkeys } from "../passkeys/table.ts";
import { sessions } from "../sessions/table.ts";

const ROUNDS = Number(process.env.ROUNDS ?? 2);
const email = "ada@example.com";
const overWith = { code: "BAD_REQUEST", message: "This link or code does not work any more. Ask for a new one." };

afterEach(() => requireVerification(false));

async function verifiedAda(app: TestApp): Promise<string> {
  const userId = await signUp(app, "ada");
  await app.database.write((db) => db.update(users).set({ emailVerifiedAt: app.now() }).where(eq(users.id, userId)));
  return userId;
}

/** Asks in a browser, and opens the mail. */
async function asked(app: TestApp, browser: Browser, inbox = mailInboxOf(app)) {
  let ticket = "";
  const mail = await letterAfter(inbox, { to: email, subject: /signs you in$/ }, async () => {
    ({ ticket } = await (await browser.caller()).signInLinks.ask({ email }));
  });
  const entry = entryOf(mail);
  expect(entry.ticket).toBe(ticket);
  return entry;
}

test("the code signs in where it was asked for, and so does the link, which is the same", async () => {
  await using app = await createTestApp(new Date());
  const userId = await verifiedAda(app);
  const browser = app.browser();
  const { ticket, code } = await asked(app, browser);

  const typed = `${code.slice(0, 4)}-${code.slice(4)}`.toLowerCase();
  const outcome = await (await browser.caller()).signInLinks.use({ ticket, code: typed });

  expect(outcome).toEqual({ userId, token: null, secondFactor: null });
  expect(await (await browser.caller()).accounts.me()).toMatchObject({ id: userId });
  await expect((await browser.caller()).signInLinks.use({ ticket, code })).rejects.toMatchObject(overWith);
  // The password of somebody whose address was known to be theirs stays.
  await signIn(app, "ada");
});

test("another browser, or none, is told where to go, and uses nothing up", async () => {
  await using app = await createTestApp(new Date());
  await verifiedAda(app);
  const [here, elsewhere] = [app.browser(), app.browser()];
  const entry = await asked(app, here);
  await (await elsewhere.caller()).signInLinks.ask({ email: "bob@example.com" });
  const message = "Open this link in the browser where you asked for it, or type the code there.";

  for (let n = 0; n < 6; n++)
    await expect((await elsewhere.caller()).signInLinks.use(entry)).rejects.toMatchObject({ message });
  await expect(app.anyone.signInLinks.use(entry)).rejects.toMatchObject({ message });

  expect(await (await here.caller()).signInLinks.use(entry)).toMatchObject({ secondFactor: null });
  // Nowhere is there anything to be done with what is over, or is no such link.
  await expect((await elsewhere.caller()).signInLinks.use(entry)).rejects.toMatchObject(overWith);
  const { ticket } = await (await here.caller()).signInLinks.ask({ email });
  const unknown = { ...entry, ticket: "x".repeat(43) };
  await expect((await elsewhere.caller()).signInLinks.use(unknown)).rejects.toMatchObject(overWith);
  app.pass(10 * 60_000);
  await expect((await elsewhere.caller()).signInLinks.use({ ...entry, ticket })).rejects.toMatchObject(overWith);
});

test("of fifty who use one link at once, one is signed in", { timeout: 300_000 }, async () => {
  await using app = await createTestApp(new Date());
  await verifiedAda(app);
  const browser = app.browser();
  const inbox = mailInboxOf(app);
  for (let round = 0; round < ROUNDS; round++) {
    const entry = await asked(app, browser, inbox);
    const caller = await browser.caller();

    const outcomes = await Promise.allSettled(Array.from({ length: 50 }, () => caller.signInLinks.use(entry)));

    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    // In the place of the one that this browser had.
    expect(await app.database.read.$count(sessions)).toBe(1);
    // Whoever asks for mail to one address often has to wait so long at most.
    app.pass(15 * 60_000);
  }
});

test("five wrong codes, or ten minutes, and the right one is of no use", async () => {
  await using app = await createTestApp(new Date());
  await verifiedAda(app);
  const browser = app.browser();
  const inbox = mailInboxOf(app);
  const guessed = await asked(app, browser, inbox);
  const guesses = Array.from({ length: 20 }, async () =>
    (await browser.caller()).signInLinks.use({ ...guessed, code: "22222222" }).catch(({ message }) => message),
  );

  const answers = await Promise.all(guesses);
  expect(answers.filter((answer) => answer === "That code is not right.")).toHaveLength(5);
  await expect((await browser.caller()).signInLinks.use(guessed)).rejects.toMatchObject(overWith);
  const late = await asked(app, browser, inbox);
  app.pass(10 * 60_000);
  await expect((await browser.caller()).signInLinks.use(late)).rejects.toMatchObject(overWith);
});

test("a link to whoever had the address then lets nobody in who has it now", async () => {
  await using app = await createTestApp(new Date());
  const userId = await verifiedAda(app);
  const browser = app.browser();
  const entry = await asked(app, browser);
  const bob = await signUp(app, "bob");
  await app.database.write(async (db) => {
    await db.update(users).set({ email: "ada@elsewhere.example" }).where(eq(users.id, userId));
    await db.update(users).set({ email }).where(eq(users.id, bob));
  });

  await expect((await browser.caller()).signInLinks.use(entry)).rejects.toMatchObject(overWith);
});

test("no mailbox is flooded, and nobody has mail sent to everybody", async () => {
  await using app = await createTestApp(new Date());
  const waits = { code: "TOO_MANY_REQUESTS" };
  for (let n = 0; n < 4; n++) await app.anyone.signInLinks.ask({ email });
  await expect(app.anyone.signInLinks.ask({ email: " ADA@example.com" })).rejects.toMatchObject(waits);
  for (let n = 4; n < 60; n++) await app.anyone.passwords.forgot({ email: `somebody${n}@example.com` });

  await expect(app.anyone.passwords.forgot({ email: "bob@example.com" })).rejects.toMatchObject(waits);

  await app.callerFrom(anonymous, "192.0.2.7").passwords.forgot({ email: "bob@example.com" });
});

test("a second factor is asked for all the same", async () => {
  await using app = await createTestApp(new Date());
  const userId = await verifiedAda(app);
  await app.database.write((db) =>
    db.insert(passkeys).values({
      ...{ userId, credentialId: "credential", publicKey: "key", counter: 0, transports: [], name: "Laptop" },
      ...{ isSynced: false, isBackedUp: false, createdAt: app.now() },
    }),
  );
  const browser = app.browser();

  const outcome = await (await browser.caller()).signInLinks.use(await asked(app, browser));

  expect(outcome).toMatchObject({ userId: null, token: null, secondFactor: { methods: ["passkey"] } });
  await expect((await browser.caller()).accounts.me()).rejects.toMatchObject({ code: "UNAUTHORIZED" });
});

test("an account made with somebody else's address in wait for them is theirs alone once they sign in by mail", async () => {
  await using app = await createTestApp(new Date());
  const userId = await signUp(app, "ada");
  const intruder = await signIn(app, "ada");
  await app.database.write((db) =>
    db.insert(passkeys).values({
      ...{ userId, credentialId: "credential", publicKey: "key", counter: 0, transports: [], name: "Intruder" },
      ...{ isSynced: false, isBackedUp: false, createdAt: app.now() },
    }),
  );
  const intruders = await app.bearing(intruder);
  const { id: workspaceId } = await intruders.workspaces.create({ name: "Theirs" });
  await intruders.members.requireSecondFactor({ workspaceId, required: true });
  await intruders.emails.change({ email: "intruder@example.com" });
  const [browser, theirs, inbox] = [app.browser(), app.browser(), mailInboxOf(app)];
  const waiting = await asked(app, theirs, inbox);

  const outcome = await (await browser.caller()).signInLinks.use(await asked(app, browser, inbox));

  expect(outcome).toMatchObject({ userId, secondFactor: null });
  await expect((await app.bearing(intruder)).accounts.me()).rejects.toMatchObject({ code: "UNAUTHORIZED" });
  await expect(signIn(app, "ada", PASSWORD)).rejects.toMatchObject({ code: "UNAUTHORIZED" });
  expect(await app.database.read.$count(passwords, eq(passwords.userId, userId))).toBe(0);
  expect(await app.database.read.$count(passkeys)).toBe(0);
  const ada = await browser.caller();
  expect(await ada.accounts.me()).toMatchObject({ verified: true });
  expect(await ada.emails.pending()).toEqual({ change: null });
  expect(await ada.workspaces.list()).toMatchObject([{ heldSince: app.now() }]);
  await expect((await theirs.caller()).signInLinks.use(waiting)).rejects.toMatchObject(overWith);
});

test("a suspended person is refused, and nobody is mailed who has no account", async () => {
  await using app = await createTestApp(new Date());
  const userId = await verifiedAda(app);
  const browser = app.browser();
  const inbox = mailInboxOf(app);
  const entry = await asked(app, browser, inbox);
  await app.database.write((db) => db.update(users).set({ suspendedAt: app.now() }).where(eq(users.id, userId)));

  await expect((await browser.caller()).signInLinks.use(entry)).rejects.toMatchObject({ code: "FORBIDDEN" });
  await (await browser.caller()).signInLinks.ask({ email });
  await (await browser.caller()).signInLinks.ask({ email: "nobody@example.com" });
  await (await browser.caller()).signInLinks.ask({ email: "root@example.com" });

  await letterTo(inbox, "root@example.com", /signs you in$/);
  expect(inbox.received.filter(({ subject }) => /signs you in/.test(subject)).map(({ to }) => to)).toEqual([
    "root@example.com",
    email,
  ]);
});

test("where addresses are confirmed first, an account is made by the mail, and a taken address tells its owner alone", async () => {
  await using app = await createTestApp(new Date());
  await app.idOf("root");
  requireVerification(true);
  const browser = app.browser();
  const inbox = mailInboxOf(app);
  const signUpAs = async (at: string) =>
    (await browser.caller()).accounts.signUp({ name: "Ada", email: at, password: PASSWORD });

  const [fresh, taken] = [await signUpAs(email), await signUpAs("root@example.com")];

  expect([fresh, taken]).toEqual(Array(2).fill({ id: null, ticket: expect.stringMatching(/^[\w-]{43}$/) }));
  await letterTo(inbox, "root@example.com", /^Somebody tried to sign up with your address/);
  const entry = entryOf(await letterTo(inbox, email, /finishes your account$/));
  expect(await app.database.read.$count(users)).toBe(1);
  await expect(signIn(app, "ada")).rejects.toMatchObject({ code: "UNAUTHORIZED" });
  app.pass(60_000);
  await (await browser.caller()).signInLinks.use(entry);
  expect(await (await browser.caller()).accounts.me()).toMatchObject({ name: "Ada", email, verified: true });
  await signIn(app, "ada");
  expect(inbox.received.filter(({ to }) => to === "root@example.com")).toHaveLength(1);
  expect(inbox.received.filter(({ to, subject }) => to === email && /tried/.test(subject))).toEqual([]);
});

test("of fifty who finish one sign-up at once, one makes the account", async () => {
  await using app = await createTestApp(new Date());
  await app.idOf("root");
  requireVerification(true);
  const browser = app.browser();
  const inbox = mailInboxOf(app);
  await (await browser.caller()).accounts.signUp({ name: "Ada", email, password: PASSWORD });
  const entry = entryOf(await letterTo(inbox, email, /finishes your account$/));
  const caller = await browser.caller();

  const outcomes = await Promise.allSettled(Array.from({ length: 50 }, () => caller.signInLinks.use(entry)));

  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(await app.database.read.$count(users)).toBe(2);
});
