import { randomUUID } from "node:crypto";
import type { Write } from "@plinth/database";
import { createLog, mutationContext, system } from "@plinth/kernel";
import { expect, test } from "vitest";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";
import { createAccount } from "./create-account.ts";
import { renewSetUpLink } from "./set-up-link.ts";
import { users } from "./table.ts";

const ada = { name: "Ada", email: "ada@example.com", password: "correct horse battery" };

test("an account made on the server's machine closes the set-up link", async () => {
  await using app = await createTestApp();
  const ctx = contextOf(app);
  const token = await ctx.write(({ db, ...base }) => renewSetUpLink(mutationContext(base, db)));

  const user = await createAccount(ctx, ada, { operator: true });

  const mallory = { ...ada, email: "mallory@example.com", token: token ?? "" };
  await expect(app.anyone.accounts.setUp(mallory)).rejects.toMatchObject({ code: "FORBIDDEN" });
  expect(await app.database.read.select().from(users)).toEqual([user]);
  expect(user.operatorSince).toEqual(app.now());
  expect(await app.events("account")).toEqual(["account.created"]);
});

test("the first account must be an operator, and an address has one account", async () => {
  await using app = await createTestApp();
  const ctx = contextOf(app);

  await expect(createAccount(ctx, ada, { operator: false })).rejects.toMatchObject({ code: "BAD_REQUEST" });
  await createAccount(ctx, ada, { operator: true });
  await expect(createAccount(ctx, ada, { operator: false })).rejects.toMatchObject({ code: "CONFLICT" });

  expect(await app.database.read.select().from(users)).toHaveLength(1);
  expect(await app.events("account")).toEqual(["account.created"]);
});

function contextOf(app: TestApp) {
  const base = { actor: system, now: app.now(), requestId: randomUUID(), log: createLog("silent") };
  return {
    write: <T>(work: (tx: typeof base & { db: Write }) => Promise<T>) =>
      app.database.write((db) => work({ ...base, db })),
  };
}
