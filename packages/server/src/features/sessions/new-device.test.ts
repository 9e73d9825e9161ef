import { expect, test } from "vitest";
import { letterTo } from "../../../test/letters.ts";
import { mailInboxOf } from "../../../test/mailing.ts";
import { PASSWORD, signIn, signUp } from "../../../test/people.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";
import { sessions } from "./table.ts";

const email = "ada@example.com";

const signInWith = async (browser: ReturnType<TestApp["browser"]>) =>
  (await browser.caller()).sessions.signIn({ email, password: PASSWORD });

test("whoever signs in in a browser of their own for the first time is mailed about it, but not at their very first", async () => {
  await using app = await createTestApp(new Date());
  await signUp(app, "ada");
  const inbox = mailInboxOf(app);
  const [first, second] = [app.browser(), app.browser()];
  const told = () => inbox.received.filter(({ subject }) => subject.startsWith("A sign-in from a new device"));

  await signInWith(first);
  await (await first.caller()).sessions.signOut();
  await signInWith(first);
  expect(told()).toEqual([]);
  await signInWith(second);
  await signInWith(second);

  const mail = await letterTo(inbox, email, /^A sign-in from a new device: .*127\.0\.0\.1$/);
  expect(mail.text).toContain("https://tracker.example.com/forgot-password");
  await expect.poll(() => told().length, { timeout: 5_000 }).toBe(1);
});

test("a program that was never seen is told of too, and one that was is not", async () => {
  await using app = await createTestApp(new Date());
  await signUp(app, "ada");
  const inbox = mailInboxOf(app);
  await signInWith(app.browser());
  await app.database.write((db) => db.update(sessions).set({ userAgent: "Firefox/143.0 on Linux" }));

  await signIn(app, "ada");
  await signIn(app, "ada");

  await letterTo(inbox, email, /^A sign-in from a new device/);
  expect(inbox.received.filter(({ subject }) => subject.startsWith("A sign-in"))).toHaveLength(1);
});
