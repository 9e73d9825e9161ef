// Faults: 57, 69.
import { getTableColumns } from "drizzle-orm";
import { expect, test } from "vitest";
import { signIn, signUp } from "../../../test/people.ts";
import { setUpTotp, totpOf } from "../../../test/second-factors.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";
import * as tables from "../../tables.ts";
import { secondFactorsOf } from "../sessions/second-factors.ts";
import { totps } from "./table.ts";

const factorsOf = async (app: TestApp, name: string) => secondFactorsOf(app.database.read, await app.idOf(name));

test("an app counts from its first code on, and not before", async () => {
  await using app = await createTestApp();
  const ada = app.as("ada");

  const { secret, uri } = await ada.totp.enrol();

  expect(uri).toContain(`secret=${secret}`);
  expect(uri).toContain("ada%40example.com");
  expect(await ada.totp.status()).toEqual({ confirmedAt: null });
  expect(await factorsOf(app, "ada")).toEqual([]);
  await expect(ada.totp.prove({ code: totpOf(app, secret) })).rejects.toMatchObject({ code: "BAD_REQUEST" });
  await expect(ada.totp.confirm({ code: "000000" })).rejects.toMatchObject({ code: "BAD_REQUEST" });
  const { recoveryCodes } = await ada.totp.confirm({ code: totpOf(app, secret) });
  expect(recoveryCodes).toHaveLength(10);
  expect(await ada.totp.status()).toEqual({ confirmedAt: app.now() });
  expect(await factorsOf(app, "ada")).toEqual(["totp", "recovery"]);
  // It was used up by that.
  await expect(ada.totp.prove({ code: totpOf(app, secret) })).rejects.toMatchObject({ code: "BAD_REQUEST" });
  const [begun, refused, added] = ["totp_begun", "proof_refused", "totp_added"].map((what) => `account.${what}`);
  expect(await app.events("account")).toEqual([begun, refused, added, refused]);
});

test("everybody has an app of their own, and one that was only begun cannot be turned off", async () => {
  await using app = await createTestApp();
  const [ada, bob] = [app.as("ada"), app.as("bob")];
  const [hers, his] = [await ada.totp.enrol(), await bob.totp.enrol()];

  for (const [who, { secret }] of [[ada, his] as const, [bob, hers] as const])
    await expect(who.totp.confirm({ code: totpOf(app, secret) })).rejects.toMatchObject({ code: "BAD_REQUEST" });
  await ada.totp.confirm({ code: totpOf(app, hers.secret) });

  expect([await bob.totp.status(), await bob.recoveryCodes.status()]).toEqual([{ confirmedAt: null }, { left: 0 }]);
  await expect(bob.totp.disable()).rejects.toMatchObject({ code: "CONFLICT" });
  await bob.totp.confirm({ code: totpOf(app, his.secret) });
});

test("of two apps that were begun, the later one can be confirmed", async () => {
  await using app = await createTestApp();
  const ada = app.as("ada");
  const [first, second] = [await ada.totp.enrol(), await ada.totp.enrol()];

  await expect(ada.totp.confirm({ code: totpOf(app, first.secret) })).rejects.toMatchObject({ code: "BAD_REQUEST" });

  await ada.totp.confirm({ code: totpOf(app, second.secret) });
  await expect(ada.totp.confirm({ code: totpOf(app, second.secret) })).rejects.toMatchObject({ code: "CONFLICT" });
});

test("whatever comes at once, the app that counts is the one whose code was entered", async () => {
  await using app = await createTestApp();
  const ada = app.as("ada");
  const { secret } = await ada.totp.enrol();

  const outcomes = await Promise.allSettled([
    ...Array.from({ length: 5 }, () => ada.totp.confirm({ code: totpOf(app, secret) })),
    ...Array.from({ length: 5 }, () => ada.totp.enrol()),
  ]);

  const confirmed = outcomes.slice(0, 5).filter(({ status }) => status === "fulfilled");
  expect(confirmed.length).toBeLessThanOrEqual(1);
  expect(await factorsOf(app, "ada")).toEqual(confirmed.length === 1 ? ["totp", "recovery"] : []);
  app.pass(30_000);
  const proving = ada.totp.prove({ code: totpOf(app, secret) });
  // This caller is made by hand, so there is no session that a right code could have go on.
  await expect(proving).rejects.toMatchObject({ code: confirmed.length === 1 ? "CONFLICT" : "BAD_REQUEST" });
});

test("another app can take its place, and the first one counts until then", async () => {
  await using app = await createTestApp(new Date());
  await signUp(app, "ada");
  const ada = await app.bearing(await signIn(app, "ada"));
  const { code: old, recoveryCodes } = await setUpTotp(app, ada);

  const { secret } = await ada.totp.enrol();

  const { token } = await ada.totp.prove({ code: old(), as: "token" });
  const proved = await app.bearing(token ?? "");
  expect(recoveryCodes).toHaveLength(10);
  expect(await proved.totp.confirm({ code: totpOf(app, secret) })).toEqual({ recoveryCodes: null });
  app.pass(30_000);
  await expect(proved.totp.prove({ code: old() })).rejects.toMatchObject({ code: "BAD_REQUEST" });
  await proved.totp.prove({ code: totpOf(app, secret), as: "token" });
});

test("a copy of the database holds no secret that makes codes, and no recovery code", async () => {
  await using app = await createTestApp();
  const { secret, recoveryCodes } = await setUpTotp(app, app.as("ada"));
  const { secret: pending } = await app.as("ada").totp.enrol();

  const rows = await Promise.all(
    Object.values(tables).map((table) => app.database.read.select(getTableColumns(table)).from(table)),
  );
  const copy = JSON.stringify(rows);

  expect(await app.database.read.select().from(totps)).toHaveLength(1);
  for (const known of [secret, pending]) {
    expect(copy).not.toContain(known);
    expect(copy).not.toContain(Buffer.from(known).toString("base64url"));
  }
  for (const code of recoveryCodes) expect(copy).not.toMatch(new RegExp(`${code}|${code.replaceAll("-", "")}`));
});

test("setting an app up ends the sessions that began without it, and so does turning it off", async () => {
  await using app = await createTestApp(new Date());
  await signUp(app, "ada");
  const [mine, other] = [await app.bearing(await signIn(app, "ada")), await signIn(app, "ada")];

  await setUpTotp(app, mine);

  await expect((await app.bearing(other)).accounts.me()).rejects.toMatchObject({ code: "UNAUTHORIZED" });
  expect(await mine.sessions.list()).toHaveLength(1);
});

test("turning it off leaves no factor, no recovery codes, and no trusted browser", async () => {
  await using app = await createTestApp();
  const ada = app.as("ada");
  await setUpTotp(app, ada);

  await ada.totp.disable();

  expect(await factorsOf(app, "ada")).toEqual([]);
  expect(await ada.recoveryCodes.status()).toEqual({ left: 0 });
  await expect(ada.totp.disable()).rejects.toMatchObject({ code: "CONFLICT" });
  expect(await app.events("account")).toEqual(["account.totp_begun", "account.totp_added", "account.totp_removed"]);
});

test("it takes a proof that is not older than ten minutes", async () => {
  await using app = await createTestApp();
  const actor = { kind: "user", userId: await app.idOf("ada"), sessionId: "s", operator: false } as const;
  const stale = app.caller({ ...actor, provenAt: new Date(app.now().getTime() - 11 * 60_000) });
  const needs = { code: "FORBIDDEN", message: "Confirm that it is you first." };

  await expect(stale.totp.enrol()).rejects.toMatchObject(needs);
  await expect(stale.totp.confirm({ code: "123456" })).rejects.toMatchObject(needs);
  await expect(stale.totp.disable()).rejects.toMatchObject(needs);
  await expect(stale.recoveryCodes.renew()).rejects.toMatchObject(needs);
});
