// Faults: 60.
import { randomUUID } from "node:crypto";
import { type Actor, anonymous, createLog, type MutationContext, mutationContext } from "@plinth/kernel";
import { expect, test } from "vitest";
import { z } from "zod";
import { createTestApp, type TestApp } from "../../test/test-app.ts";
import {
  findToken,
  issueToken,
  purgeOneTimeTokens,
  tokenKind,
  tryToken,
  useToken,
  voidTokens,
} from "./one-time-tokens.ts";
import { oneTimeTokens } from "./table.ts";
import { hashToken } from "./token.ts";

const MINUTE_MS = 60_000;
const ROUNDS = Number(process.env.ROUNDS ?? 3);

const opening = tokenKind({ name: "opening", lifeMs: 10 * MINUTE_MS, data: z.strictObject({ door: z.string() }) });
const closing = tokenKind({ name: "closing", lifeMs: 10 * MINUTE_MS, data: z.strictObject({ door: z.string() }) });
const data = { door: "the red one" };

const write = <T>({ database, now }: TestApp, work: (ctx: MutationContext<Actor>) => Promise<T>) =>
  database.write((db) =>
    work(mutationContext({ actor: anonymous, now: now(), requestId: randomUUID(), log: createLog("silent") }, db)),
  );

test("a token opens what it was made for, once", async () => {
  await using app = await createTestApp();
  const userId = await app.idOf("ada");
  const token = await write(app, (ctx) => issueToken(ctx, opening, { data, userId }));

  expect(await write(app, (ctx) => findToken(ctx, opening, { token }))).toEqual({ userId, data });
  expect(await write(app, (ctx) => useToken(ctx, opening, { token }))).toEqual({ userId, data });

  expect(await write(app, (ctx) => useToken(ctx, opening, { token }))).toBeUndefined();
  expect(await write(app, (ctx) => findToken(ctx, opening, { token }))).toBeUndefined();
  expect(await write(app, (ctx) => tryToken(ctx, opening, { token }))).toBeUndefined();
});

test("of fifty who present a token at once, one is let in", async () => {
  await using app = await createTestApp();

  for (let round = 0; round < ROUNDS; round++) {
    const token = await write(app, (ctx) => issueToken(ctx, opening, { data }));
    const present = () => write(app, (ctx) => useToken(ctx, opening, { token }));
    const outcomes = await Promise.allSettled(Array.from({ length: 50 }, present));

    const letIn = outcomes.filter((outcome) => outcome.status === "fulfilled" && outcome.value);
    expect(letIn).toHaveLength(1);
  }
});

test("a copy of the database holds neither the token nor what it is about", async () => {
  await using app = await createTestApp();
  const token = await write(app, (ctx) => issueToken(ctx, opening, { data, browser: "what the browser holds" }));

  const copy = JSON.stringify(await app.database.read.select().from(oneTimeTokens));

  for (const secret of [token, data.door, "what the browser holds"]) expect(copy).not.toContain(secret);
  expect(copy).toContain(hashToken(token));
});

test("a token counts for its own purpose, in its time, and in the browser that asked", async () => {
  await using app = await createTestApp();
  const token = await write(app, (ctx) => issueToken(ctx, opening, { data }));
  const bound = await write(app, (ctx) => issueToken(ctx, opening, { data, browser: "one" }));
  const use = (given: { token: string; browser?: string }, kind = opening) =>
    write(app, (ctx) => useToken(ctx, kind, given));

  expect(await use({ token }, closing)).toBeUndefined();
  expect(await use({ token: hashToken(token) })).toBeUndefined();
  expect(await use({ token: bound })).toBeUndefined();
  expect(await use({ token: bound, browser: "another" })).toBeUndefined();
  expect(await use({ token: bound, browser: "one" })).toMatchObject({ data });
  app.pass(10 * MINUTE_MS);
  expect(await use({ token, browser: "one" })).toBeUndefined();
});

test("a code beside a token is tried five times, and no oftener when many try at once", async () => {
  await using app = await createTestApp();
  const token = await write(app, (ctx) => issueToken(ctx, opening, { data }));

  const attempt = () => write(app, (ctx) => tryToken(ctx, opening, { token })).catch(() => undefined);
  const tries = await Promise.all(Array.from({ length: 30 }, attempt));

  expect(tries.filter(Boolean)).toHaveLength(5);
  expect(await attempt()).toBeUndefined();
});

test("a person's earlier tokens of a kind can be made worthless, and nobody else's are", async () => {
  await using app = await createTestApp();
  const [ada, bob] = [await app.idOf("ada"), await app.idOf("bob")];
  const issue = (userId: string, kind = opening) => write(app, (ctx) => issueToken(ctx, kind, { data, userId }));
  const [hers, hersToClose, his] = [await issue(ada), await issue(ada, closing), await issue(bob)];

  await write(app, (ctx) => voidTokens(ctx, opening, ada));

  expect(await write(app, (ctx) => useToken(ctx, opening, { token: hers }))).toBeUndefined();
  expect(await write(app, (ctx) => useToken(ctx, closing, { token: hersToClose }))).toBeDefined();
  expect(await write(app, (ctx) => useToken(ctx, opening, { token: his }))).toBeDefined();
});

test("tokens are removed when their time is over, not before", async () => {
  await using app = await createTestApp();
  await write(app, (ctx) => issueToken(ctx, opening, { data }));
  app.pass(5 * MINUTE_MS);
  const later = await write(app, (ctx) => issueToken(ctx, opening, { data }));
  app.pass(5 * MINUTE_MS);

  expect(await write(app, purgeOneTimeTokens)).toBe(1);
  expect(await write(app, purgeOneTimeTokens)).toBe(0);

  expect(await write(app, (ctx) => useToken(ctx, opening, { token: later }))).toBeDefined();
});
