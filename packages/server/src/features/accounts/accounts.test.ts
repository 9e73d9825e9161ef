import { expect, test } from "vitest";
import { expectRefused } from "../../../test/refusals.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";
import { passwords, users } from "./table.ts";

const ada = { name: "Ada", email: "ada@example.com", password: "correct horse" };

/** An installation whose set-up is over, as soon as anyone has an account. */
async function createUsedApp(): Promise<TestApp> {
  const app = await createTestApp();
  await app.idOf("root");
  return app;
}

const emailsOf = async ({ database }: TestApp) => (await database.read.select().from(users)).map(({ email }) => email);

test("anyone may make an account once the installation is set up", async () => {
  await using app = await createUsedApp();

  const { id } = await app.anyone.accounts.signUp(ada);

  const actor = { kind: "user", userId: id ?? "", sessionId: "", operator: false } as const;
  const me = { id, name: "Ada", email: ada.email, operator: false, verified: false };
  expect(await app.caller(actor).accounts.me()).toEqual(me);
  expect(await app.events("account")).toEqual(["account.created"]);
});

test("an e-mail address is the same however it is written", async () => {
  await using app = await createUsedApp();
  await app.anyone.accounts.signUp({ ...ada, email: "  ADA@Example.COM " });

  const calls = ["ada@example.com", "Ada@example.com ", "ａｄａ@example.com", "ada＠ｅｘａｍｐｌｅ.com"].map((email) =>
    app.anyone.accounts.signUp({ ...ada, email }),
  );

  await expectRefused(calls, { code: "CONFLICT", message: "There is already an account with this e-mail address." });
  expect(await emailsOf(app)).toEqual(["root@example.com", "ada@example.com"]);
  expect(await app.events("account")).toEqual(["account.created"]);
});

test("of those who sign up with one address at once, one gets the account", async () => {
  await using app = await createUsedApp();

  const signUps = Array.from({ length: 8 }, () => app.anyone.accounts.signUp(ada));
  const outcomes = await Promise.allSettled(signUps);

  const refusals = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason] : []));
  expect(refusals).toHaveLength(7);
  for (const refusal of refusals) expect(refusal).toMatchObject({ code: "CONFLICT" });
  expect(await app.events("account")).toEqual(["account.created"]);
});

test("of a password only an argon2id hash is kept", async () => {
  await using app = await createUsedApp();
  await app.anyone.accounts.signUp(ada);
  await app.anyone.accounts.signUp({ ...ada, email: "ada2@example.com" });

  const rows = await app.database.read.select().from(passwords);

  expect(rows.map(({ hash }) => hash.slice(0, 31))).toEqual(Array(2).fill("$argon2id$v=19$m=19456,t=2,p=1$"));
  expect(new Set(rows.map(({ hash }) => hash)).size).toBe(2);
  expect(JSON.stringify(rows)).not.toContain(ada.password);
});

test("people may change their own name", async () => {
  await using app = await createUsedApp();
  const { rename, me } = app.as("ada").accounts;

  await rename({ name: " Ada Lovelace " });

  expect(await me()).toMatchObject({ name: "Ada Lovelace", email: "ada@example.com" });
  expect(await app.as("bob").accounts.me()).toMatchObject({ name: "Bob" });
  expect(await app.events("account")).toEqual(["account.renamed"]);
});

test("an account that is gone answers as nobody", async () => {
  await using app = await createUsedApp();
  const gone = app.caller({ kind: "user", userId: crypto.randomUUID(), sessionId: "", operator: false });

  await expect(gone.accounts.me()).rejects.toMatchObject({ code: "UNAUTHORIZED" });
});

test("nobody has an account to see or rename", async () => {
  await using app = await createUsedApp();

  await expectRefused([app.anyone.accounts.me(), app.anyone.accounts.rename({ name: "Ada" })], {
    code: "UNAUTHORIZED",
  });
  expect(await app.events("account")).toEqual([]);
});

test("bad names, addresses and passwords are refused", async () => {
  await using app = await createUsedApp();
  const { signUp } = app.anyone.accounts;
  const bad = [
    { name: " " },
    { name: "x".repeat(81) },
    { name: "a\0b" },
    { email: "ada" },
    { email: "ada@localhost" },
    { email: `${"a".repeat(250)}@example.com` },
    { email: "ada@example.com\r\nBcc: eve@example.com" },
    { password: "too short" },
    { password: "x".repeat(201) },
    { operator: true },
  ];

  await expectRefused(
    bad.map((change) => signUp({ ...ada, ...change })),
    { code: "BAD_REQUEST" },
  );
  await expectRefused([app.as("root").accounts.rename({ name: "" })], { code: "BAD_REQUEST" });
  expect(await emailsOf(app)).toEqual(["root@example.com"]);
  expect(await app.events("account")).toEqual([]);
});
