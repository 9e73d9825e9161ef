// Faults: 61, 71, 72, 73.
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type Lies, showPasskey } from "../../../test/authenticator.ts";
import { type PasskeyHolder, signInWith, signUpWithPasskey, useTestSite } from "../../../test/passkeys.ts";
import { PASSWORD, signUp } from "../../../test/people.ts";
import { type Browser, createTestApp, type TestApp } from "../../../test/test-app.ts";
import { users } from "../accounts/table.ts";
import { sessions } from "../sessions/table.ts";

const MINUTE_MS = 60_000;
const wrong = { code: "UNAUTHORIZED" };
const over = { code: "BAD_REQUEST" };
const signInOver = { code: "CONFLICT" };

let app: TestApp;
let ada: PasskeyHolder;
let bob: PasskeyHolder;
beforeAll(async () => {
  app = await createTestApp(new Date());
  useTestSite();
  ada = await signUpWithPasskey(app, "ada");
  bob = await signUpWithPasskey(app, "bob");
}, 60_000);
beforeEach(useTestSite);
afterAll(() => app[Symbol.asyncDispose]());

const count = async () => (await app.database.read.select().from(sessions)).length;
const lastUsed = async ({ browser }: Pick<PasskeyHolder, "browser">) =>
  (await (await browser.caller()).passkeys.list()).map(({ lastUsedAt }) => lastUsedAt);

/** Signs in by password. @returns the ticket with which a second factor is to be shown */
async function firstFactor({ email }: PasskeyHolder, browser: Browser): Promise<string> {
  const { secondFactor } = await (await browser.caller()).sessions.signIn({ email, password: PASSWORD });
  return secondFactor?.ticket ?? expect.unreachable();
}

async function secondFactor(browser: Browser, signIn: string, by: PasskeyHolder, lies?: Lies) {
  const { ticket, options } = await (await browser.caller()).passkeys.beginSecondFactor({ ticket: signIn });
  const response = showPasskey(by.passkey, options, lies);
  return (await browser.caller()).passkeys.finishSecondFactor({ ticket, response });
}

test("a password alone signs nobody in who has a passkey", async () => {
  const before = await count();
  const browser = app.browser();

  const { secondFactor: asked, ...rest } = await (await browser.caller()).sessions.signIn({
    ...{ email: ada.email, password: PASSWORD },
  });

  expect(rest).toEqual({ userId: null, token: null });
  expect(asked).toEqual({ ticket: expect.any(String), methods: ["passkey"] });
  expect(await count()).toBe(before);
});

test("a passkey after the password does, and only one of theirs is asked for", async () => {
  const browser = app.browser();
  const signIn = await firstFactor(ada, browser);
  const { options } = await (await browser.caller()).passkeys.beginSecondFactor({ ticket: signIn });

  const signedIn = await secondFactor(browser, signIn, ada);

  expect(options.allowCredentials.map(({ id }) => id)).toEqual([ada.passkey.id]);
  expect(signedIn).toEqual({ userId: ada.userId, token: null, secondFactor: null });
  expect(await (await browser.caller()).accounts.me()).toMatchObject({ email: ada.email });
  expect(await lastUsed({ browser })).toEqual([app.now()]);
  await expect(secondFactor(browser, signIn, ada)).rejects.toMatchObject(signInOver);
});

test("somebody else's passkey does not", async () => {
  const [before, browser] = [await count(), app.browser()];
  const signIn = await firstFactor(ada, browser);

  await expect(secondFactor(browser, signIn, bob)).rejects.toMatchObject(wrong);
  await expect(secondFactor(browser, signIn, ada, { verified: false })).rejects.toMatchObject(wrong);
  await expect(secondFactor(app.browser(), signIn, ada)).rejects.toMatchObject(signInOver);

  expect(await count()).toBe(before);
});

test("it can be tried five times, and for ten minutes", async () => {
  const browser = app.browser();
  const signIn = await firstFactor(ada, browser);
  for (let n = 0; n < 5; n++) {
    // The account has its own count, and was tried before.
    app.pass(MINUTE_MS);
    await expect(secondFactor(browser, signIn, ada, { verified: false })).rejects.toMatchObject(wrong);
  }
  await expect(secondFactor(browser, signIn, ada)).rejects.toMatchObject(signInOver);

  const late = await firstFactor(ada, browser);
  app.pass(10 * MINUTE_MS);
  await expect(secondFactor(browser, late, ada)).rejects.toMatchObject(signInOver);
  // Nor is anybody told which passkeys she has.
  const begun = (await browser.caller()).passkeys.beginSecondFactor({ ticket: late });
  await expect(begun).rejects.toMatchObject(signInOver);
});

test("of several who show it at once, one is signed in", { timeout: 60_000 }, async () => {
  const [before, browser] = [await count(), app.browser()];
  app.pass(10 * MINUTE_MS);
  const signIn = await firstFactor(ada, browser);

  const outcomes = await Promise.allSettled(Array.from({ length: 50 }, () => secondFactor(browser, signIn, ada)));

  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(await count()).toBe(before + 1);
});

test("whoever is suspended between the two is refused", async () => {
  const { database } = app;
  const browser = app.browser();
  const signIn = await firstFactor(bob, browser);
  const suspend = (suspendedAt: Date | null) =>
    database.write((db) => db.update(users).set({ suspendedAt }).where(eq(users.id, bob.userId)));
  await suspend(app.now());

  await expect(secondFactor(browser, signIn, bob)).rejects.toMatchObject({ code: "FORBIDDEN" });
  await suspend(null);
});

test("a passkey proves that it is them, and their session goes on under a new token", async () => {
  const browser = app.browser();
  await signInWith(browser, ada.passkey);
  app.pass(11 * MINUTE_MS);
  const before = browser.jar.get("session");
  await expect((await browser.caller()).passkeys.beginRegistration()).rejects.toMatchObject({ code: "FORBIDDEN" });

  const { ticket, options } = await (await browser.caller()).passkeys.beginProof();
  const response = showPasskey(ada.passkey, options);
  await (await browser.caller()).passkeys.finishProof({ ticket, response });

  expect(browser.jar.get("session")).not.toBe(before);
  expect(await lastUsed({ browser })).toEqual([app.now()]);
  expect(await (await browser.caller()).passkeys.beginRegistration()).toMatchObject({ ticket: expect.any(String) });
  await expect((await browser.caller()).passkeys.finishProof({ ticket, response })).rejects.toMatchObject(over);
});

test("a passkey of somebody else, or shown for something else, proves nothing", async () => {
  const browser = app.browser();
  await signInWith(browser, ada.passkey);
  app.pass(11 * MINUTE_MS);
  const prove = async (by: PasskeyHolder, begin: "beginProof" | "beginSignIn") => {
    const { ticket, options } = await (await browser.caller()).passkeys[begin]();
    const response = showPasskey(by.passkey, options);
    return (await browser.caller()).passkeys.finishProof({ ticket, response });
  };

  await expect(prove(bob, "beginProof")).rejects.toMatchObject(over);
  await expect(prove(ada, "beginSignIn")).rejects.toMatchObject(over);
  // Nor does one that another person was asked for, in the same browser.
  const hers = browser.jar.get("session") ?? "";
  await signInWith(browser, bob.passkey);
  const { ticket, options } = await (await browser.caller()).passkeys.beginProof();
  await signInWith(browser, ada.passkey);
  const response = showPasskey(ada.passkey, options);
  expect(browser.jar.get("session")).not.toBe(hers);
  await expect((await browser.caller()).passkeys.finishProof({ ticket, response })).rejects.toMatchObject(over);
  app.pass(11 * MINUTE_MS);

  await expect((await browser.caller()).passkeys.beginRegistration()).rejects.toMatchObject({ code: "FORBIDDEN" });
});

test("whoever has no passkey signs in by password alone, as before", async () => {
  await signUp(app, "grace");
  const email = "grace@example.com";

  const signedIn = await (await app.browser().caller()).sessions.signIn({ email, password: PASSWORD });

  expect(signedIn.secondFactor).toBeNull();
});
