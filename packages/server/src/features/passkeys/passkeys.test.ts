// Faults: 69, 71, 72, 74.
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Lies, makePasskey } from "../../../test/authenticator.ts";
import { addPasskey, type PasskeyHolder, signInWith, signUpWithPasskey, useTestSite } from "../../../test/passkeys.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";
import { passwords } from "../accounts/table.ts";
import { waysToSignIn } from "../sessions/ways-to-sign-in.ts";
import { MOST_PASSKEYS } from "./register.ts";
import { passkeys } from "./table.ts";
import { verifyRegistration } from "./webauthn.ts";

const MINUTE_MS = 60_000;
const unusable = { code: "BAD_REQUEST", message: expect.stringContaining("This is no passkey that can be used here.") };
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

const listOf = async ({ browser }: PasskeyHolder) => (await browser.caller()).passkeys.list();
const rows = () => app.database.read.select().from(passkeys);
const withoutPassword = ({ userId }: PasskeyHolder) =>
  app.database.write((db) => db.delete(passwords).where(eq(passwords.userId, userId)));

/** What a person's browser was asked, and the passkey it made. */
async function asked({ browser }: PasskeyHolder, lies?: Lies) {
  const { ticket, options } = await (await browser.caller()).passkeys.beginRegistration();
  const { response } = makePasskey(options, lies);
  const finish = async (changes = {}, by = browser) =>
    (await by.caller()).passkeys.finishRegistration({ ticket, response, name: "Phone", ...changes });
  return { ticket, options, response, finish };
}

test("a person has several passkeys, by the names they give them, and each ends the sessions from before", async () => {
  const carol = await signUpWithPasskey(app, "carol");
  const { options } = await asked(carol);
  const elsewhere = app.browser();
  await signInWith(elsewhere, carol.passkey);
  await addPasskey(carol.browser, "Phone");
  // It began without.
  await expect((await elsewhere.caller()).accounts.me()).rejects.toMatchObject({ code: "UNAUTHORIZED" });

  const [laptop, phone] = await listOf(carol);
  await (await carol.browser.caller()).passkeys.rename({ id: phone?.id ?? "", name: "Old phone" });
  expect((await listOf(carol)).map(({ name }) => name)).toEqual(["Laptop", "Old phone"]);
  await (await carol.browser.caller()).passkeys.remove({ id: laptop?.id ?? "" });

  expect(laptop).toEqual({
    ...{ id: expect.any(String), name: "Laptop", isSynced: false },
    ...{ createdAt: app.now(), lastUsedAt: app.now() },
  });
  expect(phone?.lastUsedAt).toBeNull();
  expect(await listOf(carol)).toMatchObject([{ name: "Old phone" }]);
  expect(options).toMatchObject({
    user: { name: carol.email, displayName: "carol", id: carol.passkey.userHandle },
    excludeCredentials: [{ id: carol.passkey.id, transports: ["internal"] }],
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
  });
  const events = (await app.events("account")).slice(-4);
  const [added, renamed, removed] = ["added", "renamed", "removed"].map((what) => `account.passkey_${what}`);
  expect(events).toEqual([added, added, renamed, removed]);
});

test("what authenticators call a person tells nothing about them, and is another one for everybody", async () => {
  const [hers, his] = [(await asked(ada)).options.user.id, (await asked(bob)).options.user.id];

  expect(hers).not.toBe(his);
  expect(Buffer.from(hers, "base64url").toString("latin1")).not.toContain(ada.userId);
  expect((await asked(ada)).options.user.id).toBe(hers);
});

describe("not kept:", () => {
  let before: number;
  beforeEach(async () => {
    before = (await rows()).length;
  });

  test("an answer that was given before", async () => {
    const { finish } = await asked(ada);
    await finish();

    await expect(finish()).rejects.toMatchObject(over);

    expect(await rows()).toHaveLength(before + 1);
  });

  test("an answer after five minutes, to somebody else's question, or in another browser", async () => {
    const [late, his, elsewhere] = [await asked(ada), await asked(bob), await asked(ada)];
    const inHisBrowser = app.browser();
    inHisBrowser.jar.set("session", ada.browser.jar.get("session") ?? "");

    await expect(elsewhere.finish({}, inHisBrowser)).rejects.toMatchObject(over);
    // Both use the same browser: who asked is another person all the same.
    inHisBrowser.jar.set("device", bob.browser.jar.get("device") ?? "");
    await expect(his.finish({}, inHisBrowser)).rejects.toMatchObject(over);
    app.pass(5 * MINUTE_MS);
    await expect(late.finish()).rejects.toMatchObject(over);
  });

  test("an answer to what was asked for another purpose", async () => {
    const { ticket, options } = await (await ada.browser.caller()).passkeys.beginProof();
    const { response } = makePasskey({ ...options, rp: { id: options.rpId }, user: { id: ada.passkey.userHandle } });

    const finished = (await ada.browser.caller()).passkeys.finishRegistration({ ticket, response, name: "Phone" });

    await expect(finished).rejects.toMatchObject(over);
  });

  test.each<[string, Lies]>([
    ["an answer to another site", { origin: "https://evil.example" }],
    ["what another site asked for in a frame", { crossOrigin: true }],
    ["a passkey for another site", { rpId: "evil.example" }],
    ["an answer to another challenge", { challenge: "AAAA" }],
    ["what nobody was there for", { present: false }],
    ["what recognises nobody", { verified: false }],
    ["an answer that shows a passkey where one was to be made", { type: "webauthn.get" }],
    ["a key of a kind that was not asked for", { algorithm: -36 }],
    ["what its maker vouches for, which nobody has asked", { certificate: new Uint8Array([48, 0]) }],
    ["what vouches for itself, and cannot sign", { format: "packed" }],
  ])("%s", async (_, lies) => {
    const { finish } = await asked(ada, lies);

    await expect(finish()).rejects.toMatchObject(unusable);

    expect(await rows()).toHaveLength(before);
  });

  test("a passkey that is known already, of the same person or of another", async () => {
    const first = await asked(ada);
    await first.finish();
    const again = async (holder: PasskeyHolder) => {
      const { ticket, options } = await (await holder.browser.caller()).passkeys.beginRegistration();
      const { response } = makePasskey(options);
      const attested = Buffer.from(response.attestationObject, "base64url");
      // The same credential id, put in place of the new one.
      const at = attested.indexOf(Buffer.from(response.id, "base64url"));
      Buffer.from(first.response.id, "base64url").copy(attested, at);
      const same = { ...response, id: first.response.id, attestationObject: attested.toString("base64url") };
      return (await holder.browser.caller()).passkeys.finishRegistration({ ticket, response: same, name: "Mine" });
    };

    await expect(again(ada)).rejects.toMatchObject({ code: "CONFLICT" });
    await expect(again(bob)).rejects.toMatchObject({ code: "CONFLICT" });

    expect(await rows()).toHaveLength(before + 1);
  });

  test.each(["packed", "android-safetynet"])("a certificate, which is not even read: %s", async (format) => {
    const { options } = await (await ada.browser.caller()).passkeys.beginRegistration();
    const { response } = makePasskey(options, { format, certificate: new Uint8Array([48, 0]) });

    const verified = verifyRegistration(response, options.challenge);

    await expect(verified).rejects.toThrow("it comes with a certificate, which was not asked for");
  });

  test("one that goes by another name than its authenticator gives it", async () => {
    const { finish, response } = await asked(ada);

    await expect(finish({ response: { ...response, id: bob.passkey.id } })).rejects.toMatchObject(unusable);
  });

  test("more than twenty, also when they come at once", async () => {
    const dora = await signUpWithPasskey(app, "dora");
    const answers = await Promise.all(Array.from({ length: MOST_PASSKEYS + 4 }, () => asked(dora)));

    const outcomes = await Promise.allSettled(answers.map(({ finish }) => finish()));

    const refused = outcomes.filter(({ status }) => status === "rejected");
    expect(refused).toHaveLength(5);
    expect(refused[0]).toMatchObject({ reason: { code: "CONFLICT" } });
    expect(await listOf(dora)).toHaveLength(MOST_PASSKEYS);
    await expect(asked(dora)).rejects.toMatchObject({ code: "CONFLICT" });
  });
});

test("of fifty who give the same answer at once, one registers it", { timeout: 60_000 }, async () => {
  const before = (await rows()).length;
  const { finish } = await asked(ada);

  const outcomes = await Promise.allSettled(Array.from({ length: 50 }, () => finish()));

  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(await rows()).toHaveLength(before + 1);
});

test("nothing changes who gets in unless they proved a moment ago that it is them", async () => {
  const { passkey, browser } = ada;
  const [{ id } = expect.unreachable()] = await listOf(ada);
  app.pass(11 * MINUTE_MS);
  const proof = { code: "FORBIDDEN", cause: { details: { needs: "proof" } } };

  const caller = await browser.caller();
  await expect(caller.passkeys.beginRegistration()).rejects.toMatchObject(proof);
  await expect(caller.passkeys.remove({ id })).rejects.toMatchObject(proof);
  await caller.passkeys.rename({ id, name: "Laptop at home" });

  await signInWith(browser, passkey);
  await signInWith(bob.browser, bob.passkey);
  expect(await (await browser.caller()).passkeys.beginRegistration()).toMatchObject({ ticket: expect.any(String) });
});

test("nobody sees, renames or removes somebody else's", async () => {
  const [{ id } = expect.unreachable()] = await listOf(ada);
  const caller = await bob.browser.caller();

  await expect(caller.passkeys.rename({ id, name: "Mine" })).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(caller.passkeys.remove({ id })).rejects.toMatchObject({ code: "NOT_FOUND" });

  expect((await caller.passkeys.list()).map((one) => one.id)).not.toContain(id);
});

test("a passkey opens the workspaces that need a second factor, and they close with the last one", async () => {
  const [gwen, hank] = [await signUpWithPasskey(app, "gwen"), await signUpWithPasskey(app, "hank")];
  const [owner, guest] = [await gwen.browser.caller(), await hank.browser.caller()];
  const { id: workspaceId, slug } = await owner.workspaces.create({ name: "Apollo" });
  const { token } = await owner.invites.create({ workspaceId, email: hank.email, role: "member" });
  await guest.invites.accept({ token });
  await owner.members.requireSecondFactor({ workspaceId, required: true });
  const isIn = async () => {
    const { workspaces } = await hank.browser.caller();
    return workspaces.get({ slug }).then(
      () => true,
      () => false,
    );
  };
  const [{ id } = expect.unreachable()] = await listOf(hank);

  expect(await isIn()).toBe(true);
  await guest.passkeys.remove({ id });
  expect(await isIn()).toBe(false);
  await addPasskey(hank.browser);

  expect(await isIn()).toBe(true);
});

describe("the last way to sign in", () => {
  test("cannot be removed, and a password is another one", async () => {
    const erin = await signUpWithPasskey(app, "erin");
    const remove = async (at: number) => {
      const list = await listOf(erin);
      return (await erin.browser.caller()).passkeys.remove({ id: list[at]?.id ?? "" });
    };
    expect((await waysToSignIn(app.database.read, erin.userId)).map(({ kind }) => kind)).toEqual([
      "password",
      "passkey",
    ]);
    await addPasskey(erin.browser, "Phone");
    await withoutPassword(erin);

    await remove(0);
    await expect(remove(0)).rejects.toMatchObject({ code: "CONFLICT" });

    expect(await listOf(erin)).toMatchObject([{ name: "Phone" }]);
  });

  test("is left of two that are removed at once", async () => {
    const frank = await signUpWithPasskey(app, "frank");
    await addPasskey(frank.browser, "Phone");
    await withoutPassword(frank);
    const [caller, list] = [await frank.browser.caller(), await listOf(frank)];

    const outcomes = await Promise.allSettled(list.map(({ id }) => caller.passkeys.remove({ id })));

    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await listOf(frank)).toHaveLength(1);
  });
});
