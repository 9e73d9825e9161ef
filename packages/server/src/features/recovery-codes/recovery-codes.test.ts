// Faults: 70.
import { expect, test } from "vitest";
import { PASSWORD, signUp } from "../../../test/people.ts";
import { setUpTotp, ticketFor } from "../../../test/second-factors.ts";
import { type Browser, createTestApp, type TestApp } from "../../../test/test-app.ts";
import { recoveryCode } from "./inputs.ts";

const DAY_MS = 86_400_000;
const ROUNDS = Number(process.env.ROUNDS ?? 2);

async function withCodes(app: TestApp) {
  await signUp(app, "ada");
  const browser = app.browser();
  await (await browser.caller()).sessions.signIn({ email: "ada@example.com", password: PASSWORD });
  return { ...(await setUpTotp(app, await browser.caller())), browser };
}

const confirm = async (browser: Browser, input: { ticket: string; code: string }) =>
  (await browser.caller()).recoveryCodes.confirmSignIn(input);

test("a recovery code stands in for a code of the app, once, however it is typed", async () => {
  await using app = await createTestApp(new Date());
  const { browser, recoveryCodes } = await withCodes(app);
  const [code = ""] = recoveryCodes;

  await confirm(browser, {
    ticket: await ticketFor("ada", browser),
    code: ` ${code.toUpperCase().replaceAll("-", " ")}`,
  });

  expect(await (await browser.caller()).recoveryCodes.status()).toEqual({ left: 9 });
  const again = confirm(browser, { ticket: await ticketFor("ada", browser), code });
  await expect(again).rejects.toMatchObject({ code: "BAD_REQUEST" });
  expect(await app.events("account")).toContain("account.recovery_code_used");
});

test("a code is read as people type it", () => {
  for (const typed of ["k3fm-01q2-7hd4-p0wn-8rtz-c1v1", "K3FMOIQ27HD4POWN8RTZCLV1", " k3fm–oLq2 7hd4 pOwn 8rtz-cIv1"])
    expect(recoveryCode.parse(typed)).toBe("k3fm01q27hd4p0wn8rtzc1v1");
  for (const wrong of ["", "k3fm-9xq2-7hd4-p0wn", "k3fm-9xq2-7hd4-p0wn-8rtz-c5v", "u".repeat(24), "x".repeat(90)])
    expect(recoveryCode.safeParse(wrong).success).toBe(false);
});

test("of many who use a code at once, one gets in", { timeout: 120_000 }, async () => {
  await using app = await createTestApp(new Date());
  const { browser, recoveryCodes } = await withCodes(app);

  for (const code of recoveryCodes.slice(0, ROUNDS)) {
    app.pass(DAY_MS / 4);
    const tickets: string[] = [];
    for (let n = 0; n < 5; n++) tickets.push(await ticketFor("ada", browser));
    const use = (n: number) => confirm(browser, { ticket: tickets[n % 5] ?? "", code });
    const outcomes = await Promise.allSettled(Array.from({ length: 50 }, (_, n) => use(n)));

    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  }
});

test("new codes void the old ones", async () => {
  await using app = await createTestApp(new Date());
  const { browser, recoveryCodes: before } = await withCodes(app);

  const { recoveryCodes: after } = await (await browser.caller()).recoveryCodes.renew();

  expect(new Set([...before, ...after]).size).toBe(20);
  // Signs of five bits each, 120 in all: a fast hash is enough from 112 on.
  for (const code of after) expect(code).toMatch(/^([0-9a-hjkmnp-tv-z]{4}-){5}[0-9a-hjkmnp-tv-z]{4}$/);
  const ticket = await ticketFor("ada", browser);
  await expect(confirm(browser, { ticket, code: before[0] ?? "" })).rejects.toMatchObject({ code: "BAD_REQUEST" });
  await confirm(browser, { ticket, code: after[0] ?? "" });
});

test("nobody has codes without a second factor, nor somebody else's", async () => {
  await using app = await createTestApp(new Date());
  const { browser, recoveryCodes } = await withCodes(app);
  await signUp(app, "bob");
  const bobs = app.browser();
  await (await bobs.caller()).sessions.signIn({ email: "bob@example.com", password: PASSWORD });

  await expect((await bobs.caller()).recoveryCodes.renew()).rejects.toMatchObject({ code: "CONFLICT" });
  await setUpTotp(app, await bobs.caller());

  const ticket = await ticketFor("bob", bobs);
  await expect(confirm(bobs, { ticket, code: recoveryCodes[0] ?? "" })).rejects.toMatchObject({ code: "BAD_REQUEST" });
  expect(await (await browser.caller()).recoveryCodes.status()).toEqual({ left: 10 });
});
