// Faults: 54, 71, 73.
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Lies, makePasskey, showPasskey } from "../../../test/authenticator.ts";
import { addPasskey, type PasskeyHolder, signInWith, signUpWithPasskey, useTestSite } from "../../../test/passkeys.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";
import { oneTimeTokens } from "../../one-time-tokens/table.ts";
import { users } from "../accounts/table.ts";
import { sessions } from "../sessions/table.ts";
import { passkeys } from "./table.ts";

const ROUNDS = Number(process.env.ROUNDS ?? 2);
const MINUTE_MS = 60_000;
const wrong = { code: "UNAUTHORIZED", message: expect.stringContaining("This passkey does not open anything here.") };
const over = { code: "BAD_REQUEST", message: "This took too long, or was answered before. Try again." };

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
const rowOf = async ({ passkey }: PasskeyHolder) => {
  const [row = expect.unreachable()] = await app.database.read
    .select()
    .from(passkeys)
    .where(eq(passkeys.credentialId, passkey.id));
  return row;
};

/** A question somebody's browser was asked, and the answer to it. */
async function asked({ passkey }: PasskeyHolder, lies?: Lies) {
  const browser = app.browser();
  const { ticket, options } = await (await browser.caller()).passkeys.beginSignIn();
  const response = showPasskey(passkey, options, lies);
  const finish = async (changes = {}, where = browser) =>
    (await where.caller()).passkeys.finishSignIn({ ticket, response, ...changes });
  return { browser, ticket, options, response, finish };
}

test("whoever shows a passkey is signed in, without a password and without a second factor", async () => {
  const browser = app.browser();

  const signedIn = await signInWith(browser, ada.passkey);

  expect(signedIn).toEqual({ userId: ada.userId, token: null, secondFactor: null });
  expect(await (await browser.caller()).accounts.me()).toMatchObject({ email: ada.email });
  expect((await rowOf(ada)).lastUsedAt).toEqual(app.now());
  // Recognised a moment ago, so that nothing else is to be proved.
  expect(await (await browser.caller()).passkeys.beginRegistration()).toMatchObject({ ticket: expect.any(String) });
});

test("a program that keeps its cookies gets a token", async () => {
  const { finish } = await asked(ada);

  const { token } = await finish({ as: "token" });

  expect(await (await app.bearing(token ?? "")).accounts.me()).toMatchObject({ email: ada.email });
});

test("what a browser is asked is the same for everybody, but for the challenge", async () => {
  const [one, another] = [await asked(ada), await asked(bob)];

  expect({ ...one.options, challenge: "" }).toEqual({ ...another.options, challenge: "" });
  expect(one.options.allowCredentials).toEqual([]);
  expect(Buffer.from(one.options.challenge, "base64url")).toHaveLength(32);
  expect(one.options.challenge).not.toBe(another.options.challenge);
});

describe("refused, and no session starts:", () => {
  let before: number;
  beforeEach(async () => {
    before = await count();
  });

  test("an answer that was given before", async () => {
    const { finish } = await asked(ada);
    await finish();

    await expect(finish()).rejects.toMatchObject(over);

    expect(await count()).toBe(before + 1);
  });

  test("an answer that was wrong before", async () => {
    const { finish } = await asked(ada, { verified: false });
    await expect(finish()).rejects.toMatchObject(wrong);

    await expect(finish()).rejects.toMatchObject(over);
  });

  test("an answer after five minutes", async () => {
    const { finish } = await asked(ada);
    app.pass(5 * MINUTE_MS);

    await expect(finish()).rejects.toMatchObject(over);
  });

  test("an answer to what another browser was asked", async () => {
    const { finish } = await asked(ada);
    const other = app.browser();
    await (await other.caller()).passkeys.beginSignIn();

    await expect(finish({}, other)).rejects.toMatchObject(over);
    await expect(finish({}, app.browser())).rejects.toMatchObject(over);
  });

  test("an answer to what somebody was asked for another purpose", async () => {
    const proof = await (await ada.browser.caller()).passkeys.beginProof();
    const response = showPasskey(ada.passkey, proof.options);

    const finished = (await ada.browser.caller()).passkeys.finishSignIn({ ticket: proof.ticket, response });

    await expect(finished).rejects.toMatchObject(over);
  });

  test("an answer to another challenge", async () => {
    const [one, another] = [await asked(ada), await asked(ada)];

    await expect(one.finish({ response: another.response })).rejects.toMatchObject(wrong);
  });

  test.each<[string, Lies]>([
    ["an answer to another site", { origin: "http://localhost:3001" }],
    ["one to a site whose name begins like this one's", { origin: "http://localhost:3000.evil.example" }],
    ["what another site asked for in a frame", { crossOrigin: true }],
    ["a passkey of another site", { rpId: "evil.example" }],
    ["nobody who was there", { present: false }],
    ["somebody who was not recognised", { verified: false }],
    ["an answer that makes a passkey where one was to be shown", { type: "webauthn.create" }],
    ["somebody else's name", { userHandle: Buffer.from("somebody else").toString("base64url") }],
    ["no name at all", { userHandle: undefined }],
  ])("%s", async (_, lies) => {
    const { finish } = await asked(ada, lies);

    await expect(finish()).rejects.toMatchObject(wrong);

    expect(await count()).toBe(before);
  });

  test("a signature that was tampered with, or is somebody else's", async () => {
    const [one, another] = [await asked(ada), await asked(ada)];
    const tampered = Buffer.from(one.response.signature, "base64url");
    tampered[tampered.length - 1] = (tampered.at(-1) ?? 0) ^ 1;
    const forged = showPasskey({ ...ada.passkey, privateKey: bob.passkey.privateKey }, another.options);

    const signature = tampered.toString("base64url");
    await expect(one.finish({ response: { ...one.response, signature } })).rejects.toMatchObject(wrong);
    await expect(another.finish({ response: forged })).rejects.toMatchObject(wrong);

    expect(await count()).toBe(before);
  });

  test("a passkey that nobody has registered here, and one that was removed", async () => {
    const { options } = await (await ada.browser.caller()).passkeys.beginRegistration();
    const { passkey: unknown } = makePasskey(options);
    const removed = await addPasskey(bob.browser, "Old phone");
    const list = await (await bob.browser.caller()).passkeys.list();
    await (await bob.browser.caller()).passkeys.remove({ id: list.at(-1)?.id ?? "" });

    await expect(signInWith(app.browser(), unknown)).rejects.toMatchObject(wrong);
    await expect(signInWith(app.browser(), removed)).rejects.toMatchObject(wrong);

    expect(await count()).toBe(before);
  });

  test("a passkey of somebody who is suspended", async () => {
    const { database } = app;
    const suspend = (suspendedAt: Date | null) =>
      database.write((db) => db.update(users).set({ suspendedAt }).where(eq(users.id, bob.userId)));
    await suspend(app.now());

    await expect(signInWith(app.browser(), bob.passkey)).rejects.toMatchObject({ code: "FORBIDDEN" });

    await suspend(null);
    expect(await count()).toBe(before);
  });
});

test("each refusal is written down, without what was shown", async () => {
  const before = (await app.events("session")).filter((name) => name === "session.refused").length;

  await expect(signInWith(app.browser(), ada.passkey, { verified: false })).rejects.toMatchObject(wrong);

  const refused = (await app.events("session")).filter((name) => name === "session.refused");
  expect(refused).toHaveLength(before + 1);
});

describe("an authenticator that counts", () => {
  test("has to count on: a copy of it is refused, and told of", async () => {
    const passkey = await addPasskey(ada.browser, "Security key", { counter: 7 });
    const show = (counter: number) => signInWith(app.browser(), passkey, { counter });
    const suspicions = async () => (await app.events("account")).filter((name) => name.endsWith("passkey_suspected"));

    await show(9);
    for (const counter of [9, 8, 0]) await expect(show(counter)).rejects.toMatchObject(wrong);
    expect(await suspicions()).toHaveLength(3);

    await show(10);
    const rows = await app.database.read.select().from(passkeys).where(eq(passkeys.credentialId, passkey.id));
    expect(rows).toMatchObject([{ counter: 10 }]);
  });

  test("has to count on also where it and its copy are shown at once", async () => {
    const passkey = await addPasskey(ada.browser, "Copied security key", { counter: 7 });

    const shown = Array.from({ length: 10 }, () => signInWith(app.browser(), passkey, { counter: 9 }));
    const outcomes = await Promise.allSettled(shown);

    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  test("is not suspected on the word of somebody who cannot sign", async () => {
    const passkey = await addPasskey(ada.browser, "Another security key", { counter: 7 });
    const before = await app.events("account");

    const forged = { ...passkey, privateKey: bob.passkey.privateKey };
    await expect(signInWith(app.browser(), forged, { counter: 3 })).rejects.toMatchObject(wrong);

    expect(await app.events("account")).toEqual(before);
  });
});

test("of fifty who give the same answer at once, one is signed in", { timeout: 120_000 }, async () => {
  for (let round = 0; round < ROUNDS; round++) {
    const { finish } = await asked(ada);
    const before = await count();

    const outcomes = await Promise.allSettled(Array.from({ length: 50 }, () => finish()));

    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await count()).toBe(before + 1);
  }
});

test("a copy of the database holds no challenge and no ticket", async () => {
  const { ticket, options } = await asked(ada);

  const copy = JSON.stringify(await app.database.read.select().from(oneTimeTokens));

  for (const secret of [ticket, options.challenge]) expect(copy).not.toContain(secret);
});
