// Faults: 54, 57, 61, 68, 70.
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { PASSWORD, signIn, signUp } from "../../../test/people.ts";
import { setUpTotp, ticketFor } from "../../../test/second-factors.ts";
import { type Browser, createTestApp, type TestApp } from "../../../test/test-app.ts";
import { users } from "../accounts/table.ts";
import { sessions } from "./table.ts";

const DAY_MS = 86_400_000;
const ROUNDS = Number(process.env.ROUNDS ?? 2);
const email = "ada@example.com";
const wrong = { code: "BAD_REQUEST", message: "That code is not right, or was used before." } as const;

/** Ada, who has set up an app; and a browser of hers that knows her. */
async function withFactor(app: TestApp) {
  const userId = await signUp(app, "ada");
  const browser = app.browser();
  await (await browser.caller()).sessions.signIn({ email, password: PASSWORD });
  const factor = await setUpTotp(app, await browser.caller());
  await (await browser.caller()).sessions.signOut();
  return { ...factor, userId, browser };
}

const confirm = async (browser: Browser, input: { ticket: string; code: string; trustDevice?: boolean }) =>
  (await browser.caller()).totp.confirmSignIn(input);
const me = async (browser: Browser) => (await browser.caller()).accounts.me();

test("whoever has an app has no session before its code, and a new one after", async () => {
  await using app = await createTestApp(new Date());
  const { browser, code, userId } = await withFactor(app);

  const asked = await (await browser.caller()).sessions.signIn({ email, password: PASSWORD });

  expect(asked).toEqual({
    userId: null,
    token: null,
    secondFactor: { ticket: expect.any(String), methods: ["totp", "recovery"] },
  });
  expect(browser.jar.has("session")).toBe(false);
  await expect(me(browser)).rejects.toMatchObject({ code: "UNAUTHORIZED" });
  const ticket = asked.secondFactor?.ticket ?? "";
  expect(await confirm(browser, { ticket, code: code() })).toEqual({ userId, token: null, secondFactor: null });
  expect(await me(browser)).toMatchObject({ email });
  expect(browser.jar.get("session")).not.toBe(ticket);
});

test("a program gets its token after the code", async () => {
  await using app = await createTestApp(new Date());
  const { code } = await withFactor(app);
  const before = app.cookies.length;
  const asked = await app.anyone.sessions.signIn({ email, password: PASSWORD, as: "token" });

  const ticket = asked.secondFactor?.ticket ?? "";
  const { token } = await app.anyone.totp.confirmSignIn({ ticket, code: code() });

  expect(asked.token).toBeNull();
  // Nor is it made a browser of hers.
  expect(app.cookies.slice(before)).toEqual([]);
  expect(await (await app.bearing(token ?? "")).accounts.me()).toMatchObject({ email });
  await expect((await app.bearing(ticket)).accounts.me()).rejects.toMatchObject({ code: "UNAUTHORIZED" });
});

test("the same code is worth nothing again, whatever the ticket", async () => {
  await using app = await createTestApp(new Date());
  const { browser, code } = await withFactor(app);
  const used = code();
  await confirm(browser, { ticket: await ticketFor("ada", browser), code: used });

  const again = confirm(browser, { ticket: await ticketFor("ada", browser), code: used });

  await expect(again).rejects.toMatchObject(wrong);
});

test("of fifty who show the same code at once, one gets in: with one ticket and with one each", {
  timeout: 120_000,
}, async () => {
  await using app = await createTestApp(new Date());
  const { browser, code } = await withFactor(app);
  const rowsOf = () => app.database.read.select().from(sessions);

  for (let round = 0; round < ROUNDS; round++) {
    for (const tickets of [1, 5]) {
      app.pass(DAY_MS / 4);
      await app.database.write((db) => db.delete(sessions));
      const given: string[] = [];
      for (let n = 0; n < tickets; n++) given.push(await ticketFor("ada", browser));
      const shown = code();
      const show = (n: number) => confirm(browser, { ticket: given[n % tickets] ?? "", code: shown });
      const outcomes = await Promise.allSettled(Array.from({ length: 50 }, (_, n) => show(n)));

      expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
      expect(await rowsOf()).toHaveLength(1);
    }
  }
});

test("five tries use a ticket up, and new tickets are no new tries", async () => {
  await using app = await createTestApp(new Date());
  const { code } = await withFactor(app);
  const thief = app.browser();
  const ticket = await ticketFor("ada", thief);

  for (let n = 0; n < 5; n++) await expect(confirm(thief, { ticket, code: "000000" })).rejects.toMatchObject(wrong);
  expect((await app.events("session")).slice(-5)).toEqual(Array(5).fill("session.refused"));

  const another = await ticketFor("ada", thief);
  const guess = () => confirm(thief, { ticket: another, code: code() });
  await expect(guess()).rejects.toMatchObject({ code: "TOO_MANY_REQUESTS" });
  app.pass(60_000);
  await expect(confirm(thief, { ticket, code: code() })).rejects.toMatchObject({ code: "CONFLICT" });
});

test("guesses elsewhere do not keep the person out of a browser they have used", async () => {
  await using app = await createTestApp(new Date());
  const { browser, code } = await withFactor(app);
  const thief = app.browser();
  const ticket = await ticketFor("ada", thief);
  for (let n = 0; n < 5; n++) await expect(confirm(thief, { ticket, code: "000000" })).rejects.toMatchObject(wrong);
  const blocked = confirm(thief, { ticket: await ticketFor("ada", thief), code: code() });
  await expect(blocked).rejects.toMatchObject({ code: "TOO_MANY_REQUESTS" });

  await confirm(browser, { ticket: await ticketFor("ada", browser), code: code() });

  expect(await me(browser)).toMatchObject({ email });
});

test("guesses where the person has signed in before are counted as well, until a right one", async () => {
  await using app = await createTestApp(new Date());
  const { browser, code } = await withFactor(app);
  const guesses = async (count: number) => {
    for (let n = 0; n < count; n++) {
      const guess = confirm(browser, { ticket: await ticketFor("ada", browser), code: "000000" });
      await expect(guess).rejects.toMatchObject(wrong);
    }
  };
  const show = async () => confirm(browser, { ticket: await ticketFor("ada", browser), code: code() });
  await guesses(4);
  await show();
  await guesses(5);

  await expect(show()).rejects.toMatchObject({ code: "TOO_MANY_REQUESTS" });
});

test("a ticket counts in the browser that asked, for ten minutes, once", async () => {
  await using app = await createTestApp(new Date());
  const { browser, code, recoveryCodes } = await withFactor(app);
  const [recoveryCode = ""] = recoveryCodes;
  const ticket = await ticketFor("ada", browser);

  await expect(confirm(app.browser(), { ticket, code: code() })).rejects.toMatchObject({ code: "CONFLICT" });
  await confirm(browser, { ticket, code: code() });
  const again = (await browser.caller()).recoveryCodes.confirmSignIn({ ticket, code: recoveryCode });
  await expect(again).rejects.toMatchObject({ code: "CONFLICT" });
  const late = await ticketFor("ada", browser);
  app.pass(10 * 60_000);
  await expect(confirm(browser, { ticket: late, code: code() })).rejects.toMatchObject({ code: "CONFLICT" });
  expect(await (await browser.caller()).recoveryCodes.status()).toEqual({ left: 10 });
});

test("somebody who is suspended meanwhile gets no session, and keeps their code", async () => {
  await using app = await createTestApp(new Date());
  const { browser, code, userId } = await withFactor(app);
  const ticket = await ticketFor("ada", browser);
  const suspend = (suspendedAt: Date | null) =>
    app.database.write((db) => db.update(users).set({ suspendedAt }).where(eq(users.id, userId)));
  await suspend(app.now());

  await expect(confirm(browser, { ticket, code: code() })).rejects.toMatchObject({ code: "FORBIDDEN" });

  await suspend(null);
  await confirm(browser, { ticket, code: code() });
});

test("a browser is asked no more for thirty days where the person wants it, and others are", async () => {
  await using app = await createTestApp(new Date());
  const { browser, code } = await withFactor(app);
  await confirm(browser, { ticket: await ticketFor("ada", browser), code: code(), trustDevice: true });
  const again = async (one: Browser) => (await one.caller()).sessions.signIn({ email, password: PASSWORD });

  expect((await again(browser)).secondFactor).toBeNull();
  expect((await again(app.browser())).secondFactor).not.toBeNull();
  const [trusted] = await (await browser.caller()).devices.listTrusted();
  expect(trusted).toMatchObject({
    device: "An unknown program",
    trustedUntil: new Date(app.now().getTime() + 30 * DAY_MS),
  });
  app.pass(30 * DAY_MS);
  expect((await again(browser)).secondFactor).not.toBeNull();
});

test("a browser is trusted for one person, and a person's code and trust are nobody else's", async () => {
  await using app = await createTestApp(new Date());
  const { browser, code, userId } = await withFactor(app);
  const other = app.browser();
  const trust = async (one: Browser, name: string, shown: string) =>
    confirm(one, { ticket: await ticketFor(name, one), code: shown, trustDevice: true });
  const asks = async (one: Browser, name: string) => (await ticketFor(name, one)) !== "";
  const ada = () => app.caller({ kind: "user", userId, sessionId: "hers", operator: false }).devices;
  await confirm(other, { ticket: await ticketFor("ada", other), code: code() });
  await signUp(app, "bob");
  await (await browser.caller()).sessions.signIn({ email: "bob@example.com", password: PASSWORD });
  const bob = await setUpTotp(app, await browser.caller());

  await expect(trust(other, "ada", bob.code())).rejects.toMatchObject(wrong);
  await expect(trust(other, "bob", code())).rejects.toMatchObject(wrong);
  await trust(browser, "ada", code());

  expect([await asks(browser, "ada"), await asks(other, "ada"), await asks(browser, "bob")]).toEqual([
    false,
    true,
    true,
  ]);
  await trust(browser, "bob", bob.code());
  expect(await ada().listTrusted()).toHaveLength(1);
  await (await browser.caller()).devices.distrustAll();
  expect([await asks(browser, "bob"), await asks(browser, "ada")]).toEqual([true, false]);
  app.pass(30_000);
  await trust(other, "ada", code());
  const [latest] = await ada().listTrusted();
  await ada().distrust({ id: latest?.id ?? "" });
  expect(await ada().listTrusted()).toHaveLength(1);
  app.pass(30 * DAY_MS);
  expect(await ada().listTrusted()).toEqual([]);
});

test("browsers that send an empty cookie are not one and the same, so none is trusted for another", async () => {
  await using app = await createTestApp(new Date());
  const { code } = await withFactor(app);
  const [hers, thiefs] = [app.browser(), app.browser()];
  for (const { jar } of [hers, thiefs]) jar.set("device", "");
  await confirm(hers, { ticket: await ticketFor("ada", hers), code: code(), trustDevice: true });

  const elsewhere = [
    await (await thiefs.caller()).sessions.signIn({ email, password: PASSWORD }),
    await app.anyone.sessions.signIn({ email, password: PASSWORD, as: "token" }),
  ];

  for (const { secondFactor } of elsewhere) expect(secondFactor).not.toBeNull();
  expect((await (await hers.caller()).sessions.signIn({ email, password: PASSWORD })).secondFactor).toBeNull();
});

test.each([
  [
    "ending the trust",
    async (app: TestApp, browser: Browser) => {
      const caller = await browser.caller();
      const [{ id } = expect.unreachable()] = await caller.devices.listTrusted();
      await expect(app.as("bob").devices.distrust({ id })).rejects.toMatchObject({ code: "NOT_FOUND" });
      await caller.devices.distrust({ id });
    },
  ],
  ["ending all trust", async (_: TestApp, browser: Browser) => (await browser.caller()).devices.distrustAll()],
  [
    "another password",
    async (_: TestApp, browser: Browser) => {
      await (await browser.caller()).sessions.changePassword({ current: PASSWORD, next: "another long password" });
      await (await browser.caller()).sessions.changePassword({ current: "another long password", next: PASSWORD });
    },
  ],
  ["another app", async (app: TestApp, browser: Browser) => void (await setUpTotp(app, await browser.caller()))],
])("%s has the browser ask again", async (_, end) => {
  await using app = await createTestApp(new Date());
  const { browser, code } = await withFactor(app);
  await confirm(browser, { ticket: await ticketFor("ada", browser), code: code(), trustDevice: true });

  await end(app, browser);

  expect(await (await browser.caller()).devices.listTrusted()).toEqual([]);
  const { secondFactor } = await (await browser.caller()).sessions.signIn({ email, password: PASSWORD });
  expect(secondFactor).not.toBeNull();
});

test("another password voids the tickets of whoever knew the old one", async () => {
  await using app = await createTestApp(new Date());
  const { browser, code } = await withFactor(app);
  const thief = app.browser();
  await confirm(browser, { ticket: await ticketFor("ada", browser), code: code() });
  const ticket = await ticketFor("ada", thief);
  await (await browser.caller()).sessions.changePassword({ current: PASSWORD, next: "another long password" });
  app.pass(30_000);

  await expect(confirm(thief, { ticket, code: code() })).rejects.toMatchObject({ code: "CONFLICT" });
});

test("turning the app off ends other sessions and all trust, and the browser needs no code", async () => {
  await using app = await createTestApp(new Date());
  const { browser, code } = await withFactor(app);
  const asked = await app.anyone.sessions.signIn({ email, password: PASSWORD, as: "token" });
  const other = await app.anyone.totp.confirmSignIn({ ticket: asked.secondFactor?.ticket ?? "", code: code() });
  app.pass(30_000);
  await confirm(browser, { ticket: await ticketFor("ada", browser), code: code(), trustDevice: true });

  await (await browser.caller()).totp.disable();

  expect(await (await browser.caller()).devices.listTrusted()).toEqual([]);
  await expect((await app.bearing(other.token ?? "")).accounts.me()).rejects.toMatchObject({ code: "UNAUTHORIZED" });
  expect(await signIn(app, "ada")).not.toBe("");
});
