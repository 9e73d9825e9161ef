import { createLog, jobs, mutationContext, system, useSecrets } from "@plinth/kernel";
import { asc, eq, getTableColumns } from "drizzle-orm";
import { afterEach, expect, test } from "vitest";
import { z } from "zod";
import { runScheduled } from "../../test/running-jobs.ts";
import { createTeam } from "../../test/team.ts";
import { createTestApp, type TestApp } from "../../test/test-app.ts";
import { newSecret, sealSecret, signedHeaders } from "../features/webhooks/secrets.ts";
import { webhooks } from "../features/webhooks/table.ts";
import { mailJob } from "../mail/send-mail.ts";
import { findToken, issueToken, tokenKind } from "../one-time-tokens/one-time-tokens.ts";
import * as tables from "../tables.ts";
import { resealEverything } from "./reseal.ts";
import { notSealed, sealedColumns } from "./sealed-columns.ts";

const [older, newer, newest] = ["older", "newer", "newest"].map((name) => name.padEnd(32, "-")) as [
  string,
  string,
  string,
];
const invitation = tokenKind({ name: "test", lifeMs: 86_400_000, data: z.strictObject({ to: z.string() }) });

afterEach(() => useSecrets([crypto.randomUUID()]));

const base = ({ now }: TestApp) => ({ actor: system, now: now(), requestId: "r", log: createLog("silent") });
const reseal = ({ database }: TestApp) => resealEverything(database.read, database.write);

/** Webhooks with two secrets each, and a token, all sealed under the older secret. */
async function createSealed(count: number) {
  const app = await createTestApp();
  useSecrets([older]);
  const { workspaceId } = await createTeam(app);
  const until = new Date(app.now().getTime() + 86_400_000);
  const one = () => ({
    ...{ workspaceId, url: "https://example.com/", events: ["*"], failures: 0, createdAt: app.now() },
    ...{ secret: sealSecret(newSecret()), previousSecret: sealSecret(newSecret()), previousUntil: until },
  });
  await app.database.write((db) => db.insert(webhooks).values(Array.from({ length: count }, one)));
  const token = await app.database.write((db) =>
    issueToken(mutationContext(base(app), db), invitation, { data: { to: "the moon" } }),
  );
  const readable = async () => {
    const rows = await app.database.read.select().from(webhooks).orderBy(asc(webhooks.id));
    const signed = rows.map((row) => signedHeaders(row, { id: "1", body: "{}" }, app.now())["webhook-signature"]);
    return [...signed, await findToken({ ...base(app), db: app.database.read }, invitation, { token })];
  };
  return { app, readable, [Symbol.asyncDispose]: () => app[Symbol.asyncDispose]() };
}

test("what an older secret sealed is sealed anew, and all of it readable when that one is gone", async () => {
  await using world = await createSealed(3);
  const { app, readable } = world;
  const before = await readable();

  useSecrets([newer, older]);
  expect(await reseal(app)).toMatchObject({ resealed: 7, unreadable: {}, damaged: {} });
  expect(await reseal(app)).toMatchObject({ resealed: 0, unreadable: {} });
  useSecrets([newer]);

  expect(await readable()).toEqual(before);
});

test("it is gone on with where it was cut short, and the job does the same", async () => {
  await using world = await createSealed(250);
  const { app, readable } = world;
  const before = await readable();
  useSecrets([newer, older]);
  let parts = 0;
  const killed = resealEverything(app.database.read, (work, options) => {
    parts += 1;
    if (parts === 2) throw new Error("killed");
    return app.database.write(work, options);
  });
  await expect(killed).rejects.toThrow("killed");

  await runScheduled(app, "resealSecrets");

  useSecrets([newer]);
  expect(await readable()).toEqual(before);
});

test("what cannot be read is counted and left as it is, until its secret is known again", async () => {
  // More than are looked at in one go.
  const count = 201;
  await using world = await createSealed(count);
  const { app, readable } = world;
  const before = await readable();
  useSecrets([newest]);
  expect(await reseal(app)).toMatchObject({
    ...{
      resealed: 0,
      unreadable: { "webhooks.secret": count, "webhooks.previousSecret": count, "oneTimeTokens.sealed": 1 },
    },
    damaged: {},
  });

  useSecrets([newest, older]);

  expect(await readable()).toEqual(before);
});

test("what is damaged is told apart from what another secret reads, row by row, and keeps nothing else from being sealed anew", async () => {
  await using world = await createSealed(3);
  const { app } = world;
  const [damaged, other] = await app.database.read.select().from(webhooks).orderBy(asc(webhooks.id));
  if (!damaged || !other) return expect.unreachable();
  const cut = damaged.secret.slice(0, -4);
  useSecrets([newest]);
  const unknown = sealSecret(newSecret());
  await app.database.write(async (db) => {
    await db.update(webhooks).set({ secret: cut }).where(eq(webhooks.id, damaged.id));
    await db.update(webhooks).set({ secret: unknown }).where(eq(webhooks.id, other.id));
  });
  useSecrets([newer, older]);

  expect(await reseal(app)).toMatchObject({
    ...{ resealed: 5, unreadable: { "webhooks.secret": 1 }, damaged: { "webhooks.secret": [damaged.id] } },
  });

  const after = await app.database.read.select().from(webhooks).where(eq(webhooks.id, damaged.id));
  expect(after).toMatchObject([{ secret: cut }]);
});

test("mails that wait under an older secret are told of, and those that are gone or under the newest are not", async () => {
  await using world = await createSealed(1);
  const { app } = world;
  useSecrets([newer, older]);
  const mails = await app.database.read.select().from(jobs).where(eq(jobs.name, mailJob.name));
  // The invites of the team.
  expect([mails.length, (await reseal(app)).waitingMails]).toEqual([3, 3]);

  const change = (at: number, state: "done" | "parked") =>
    app.database.write((db) =>
      db
        .update(jobs)
        .set({ state })
        .where(eq(jobs.id, mails[at]?.id ?? "")),
    );
  await change(0, "done");
  await change(1, "parked");
  const [{ id: workspaceId } = expect.unreachable()] = await app.as("olga").workspaces.list();
  await app.as("olga").invites.create({ workspaceId, email: "new@example.com", role: "member" });

  expect((await reseal(app)).waitingMails).toBe(2);
});

test("every column that is sealed is in the map", async () => {
  const named = Object.entries(tables).flatMap(([table, definition]) =>
    Object.keys(getTableColumns(definition)).map((column) => `${table}.${column}`),
  );
  const known = sealedColumns.map(({ name }) => name);
  const looksSealed = named.filter((name) => /sealed/i.test(name.slice(name.indexOf(".") + 1)));

  expect(looksSealed.filter((name) => !known.includes(name) && !notSealed[name])).toEqual([]);
  expect([...known, ...Object.keys(notSealed)].filter((name) => !named.includes(name))).toEqual([]);
  for (const { table, key, column } of sealedColumns) {
    expect(Object.entries(getTableColumns(table)).find(([name]) => name === key)?.[1]).toBe(column);
  }
});

test("and so is every one that holds what was sealed, whatever it is called", async () => {
  await using world = await createSealed(1);
  const known = sealedColumns.map(({ name }) => name);
  for (const [name, table] of Object.entries(tables)) {
    for (const row of await world.app.database.read.select().from(table)) {
      const sealed = Object.entries(row).filter(([, value]) => /^[\w-]{8}\.[\w-]{38,}$/.test(String(value)));
      for (const [column] of sealed) expect(known).toContain(`${name}.${column}`);
    }
  }
  expect(await world.app.database.read.$count(webhooks, eq(webhooks.failures, 0))).toBe(1);
});
