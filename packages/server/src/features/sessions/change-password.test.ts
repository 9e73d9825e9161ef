import { expect, test } from "vitest";
import { PASSWORD, signIn, signUp } from "../../../test/people.ts";
import { expectRefused } from "../../../test/refusals.ts";
import { createTestApp } from "../../../test/test-app.ts";

const next = "another horse";

test("a changed password is the only one that fits, and ends all other sessions", async () => {
  await using app = await createTestApp(new Date());
  await signUp(app, "ada");
  const [laptop, phone] = [await signIn(app, "ada"), await signIn(app, "ada")];

  await (await app.bearing(laptop)).sessions.changePassword({ current: PASSWORD, next });

  await expectRefused([(await app.bearing(phone)).accounts.me(), signIn(app, "ada")], { code: "UNAUTHORIZED" });
  expect(await (await app.bearing(laptop)).sessions.list()).toHaveLength(1);
  expect(await signIn(app, "ada", next)).not.toBe("");
  expect(await app.events("account")).toEqual(["account.created", "account.password_changed"]);
});

test("whoever does not know the current password does not change it", async () => {
  await using app = await createTestApp(new Date());
  await signUp(app, "ada");
  const laptop = await app.bearing(await signIn(app, "ada"));
  await signIn(app, "ada");

  const change = laptop.sessions.changePassword({ current: "a wrong horse", next });

  await expectRefused([change], { code: "BAD_REQUEST", message: "The current password is not right." });
  expect(await laptop.sessions.list()).toHaveLength(2);
  await signIn(app, "ada");
  expect(await app.events("account")).toEqual(["account.created", "account.password_refused"]);
});

test("the current password cannot be guessed on and on, here or where it is a proof", async () => {
  await using app = await createTestApp(new Date());
  await signUp(app, "ada");
  const token = await signIn(app, "ada");
  const guess = async (current: string) => (await app.bearing(token)).sessions.changePassword({ current, next });
  const { prove } = (await app.bearing(token)).sessions;

  const guesses = await Promise.allSettled(Array.from({ length: 50 }, () => guess("a wrong horse")));

  const looked = guesses.filter((one) => one.status === "rejected" && one.reason.code === "BAD_REQUEST");
  expect(looked).toHaveLength(5);
  await expectRefused([guess(PASSWORD), prove({ password: PASSWORD })], { code: "TOO_MANY_REQUESTS" });
  app.pass(60_000);
  await guess(PASSWORD);
  await guess(next);
});

test("of two changes at once one is made: the other comes too late, before or after its current password was checked", async () => {
  await using app = await createTestApp(new Date());
  await signUp(app, "ada");
  const { changePassword } = (await app.bearing(await signIn(app, "ada"))).sessions;

  const outcomes = await Promise.allSettled([
    changePassword({ current: PASSWORD, next: "the first horse" }),
    changePassword({ current: PASSWORD, next: "the second horse" }),
  ]);

  const refusals = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason] : []));
  expect(refusals).toHaveLength(1);
  expect(refusals[0]).toMatchObject({ code: expect.stringMatching(/^(CONFLICT|BAD_REQUEST)$/) });
  const events = (await app.events("account")).filter((name) => name !== "account.password_refused");
  expect(events).toEqual(["account.created", "account.password_changed"]);
});

test("a new password must be long enough, and only people with a session have one", async () => {
  await using app = await createTestApp(new Date());
  await signUp(app, "ada");
  const laptop = await app.bearing(await signIn(app, "ada"));

  await expectRefused([laptop.sessions.changePassword({ current: PASSWORD, next: "too short" })], {
    code: "BAD_REQUEST",
  });
  await expectRefused([app.anyone.sessions.changePassword({ current: PASSWORD, next })], { code: "UNAUTHORIZED" });
  expect(await app.events("account")).toEqual(["account.created"]);
});
