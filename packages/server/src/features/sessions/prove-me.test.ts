// Faults: 54, 72.
import { expect, test } from "vitest";
import { PASSWORD, signIn, signUp } from "../../../test/people.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";
import { hashToken } from "../../one-time-tokens/token.ts";
import { sessions } from "./table.ts";

const HOUR_MS = 3_600_000;

const rowsOf = ({ database }: TestApp) => database.read.select().from(sessions);

/** Ada, signed in by a program an hour ago. */
async function signedInBefore(app: TestApp): Promise<string> {
  await signUp(app, "ada");
  const token = await signIn(app, "ada");
  app.pass(HOUR_MS);
  return token;
}

test("whoever proves that it is them goes on under a new token, and the old one is worth nothing", async () => {
  await using app = await createTestApp(new Date());
  const before = await signedInBefore(app);
  const [{ createdAt } = expect.unreachable()] = await rowsOf(app);

  const proved = await (await app.bearing(before)).sessions.prove({ password: PASSWORD, as: "token" });

  expect(await rowsOf(app)).toEqual([
    expect.objectContaining({ id: hashToken(proved.token ?? ""), provenAt: app.now(), createdAt }),
  ]);
  await expect((await app.bearing(before)).accounts.me()).rejects.toMatchObject({ code: "UNAUTHORIZED" });
  expect(await (await app.bearing(proved.token ?? "")).accounts.me()).toMatchObject({ email: "ada@example.com" });
  expect(await app.events("account")).toEqual(["account.created", "account.proved"]);
});

test("a browser gets the new token as its cookie", async () => {
  await using app = await createTestApp(new Date());
  await signUp(app, "ada");
  const browser = app.browser();
  await (await browser.caller()).sessions.signIn({ email: "ada@example.com", password: PASSWORD });
  const before = browser.jar.get("session");

  const proved = await (await browser.caller()).sessions.prove({ password: PASSWORD });

  expect(proved.token).toBeNull();
  expect(browser.jar.get("session")).not.toBe(before);
  expect(await (await browser.caller()).accounts.me()).toMatchObject({ email: "ada@example.com" });
});

test("a wrong password proves nothing, changes nothing, and cannot be guessed on and on", async () => {
  await using app = await createTestApp(new Date());
  const token = await signedInBefore(app);
  const before = await rowsOf(app);
  const guess = async () => (await app.bearing(token)).sessions.prove({ password: "not the password" });

  for (let n = 0; n < 5; n++) await expect(guess()).rejects.toMatchObject({ code: "BAD_REQUEST" });
  await expect(guess()).rejects.toMatchObject({ code: "TOO_MANY_REQUESTS" });

  const withRightOne = (await app.bearing(token)).sessions.prove({ password: PASSWORD });
  await expect(withRightOne).rejects.toMatchObject({ code: "TOO_MANY_REQUESTS" });
  expect((await rowsOf(app)).map(({ id, provenAt }) => [id, provenAt])).toEqual(
    before.map(({ id, provenAt }) => [id, provenAt]),
  );
});

test("a right proof makes up for the wrong ones before it", async () => {
  await using app = await createTestApp(new Date());
  let token = await signedInBefore(app);
  for (let round = 0; round < 2; round++) {
    const { prove } = (await app.bearing(token)).sessions;
    for (let n = 0; n < 4; n++)
      await expect(prove({ password: "not the password" })).rejects.toMatchObject({ code: "BAD_REQUEST" });
    token = (await prove({ password: PASSWORD, as: "token" })).token ?? "";
  }
  expect(token).not.toBe("");
});

test("proofs given at once leave one session", async () => {
  await using app = await createTestApp(new Date());
  const token = await signedInBefore(app);
  const caller = await app.bearing(token);

  const proofs = Array.from({ length: 4 }, () => caller.sessions.prove({ password: PASSWORD, as: "token" }));
  const outcomes = await Promise.allSettled(proofs);

  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(await rowsOf(app)).toHaveLength(1);
});

test("an operator in somebody's place cannot prove anything for them", async () => {
  await using app = await createTestApp(new Date());
  const userId = await signUp(app, "ada");
  const actor = { kind: "user", userId, sessionId: "s", operator: false } as const;
  const impersonating = app.caller({ ...actor, impersonatorId: await app.idOf("root") });

  await expect(impersonating.sessions.prove({ password: PASSWORD })).rejects.toMatchObject({ code: "FORBIDDEN" });

  expect(await app.events("account")).toEqual(["account.created"]);
});
