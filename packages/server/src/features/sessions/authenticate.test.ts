// Faults: 55, 56.
import { openDatabase } from "@plinth/database";
import { emptyTestDatabase } from "@plinth/database/test";
import { type Actor, anonymous } from "@plinth/kernel";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { signIn, signUp } from "../../../test/people.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";
import { hashToken } from "../../one-time-tokens/token.ts";
import { users } from "../accounts/table.ts";
import { authenticateSession } from "./authenticate.ts";
import { type Session, sessions } from "./table.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const client = { address: null, userAgent: null };

interface Sent {
  cookie?: string;
  bearer?: string;
}

/** Asks who sends this, as the front door does. */
async function whoSends(app: Pick<TestApp, "database" | "now" | "cookies">, { cookie, bearer }: Sent): Promise<Actor> {
  const { database, cookies } = app;
  const setCookie = (name: string, value: string, expires: Date) => void cookies.push({ name, value, expires });
  const credentials = { cookie: (name: string) => (name === "session" ? cookie : undefined), bearer };
  return authenticateSession(credentials, { now: app.now(), client, setCookie, database });
}

async function sessionRow({ database }: TestApp, token: string): Promise<Session | undefined> {
  const rows = await database.read
    .select()
    .from(sessions)
    .where(eq(sessions.id, hashToken(token)));
  return rows[0];
}

/** A session whose dates lie `days` from now, as if time had passed. */
async function sessionAged(app: TestApp, days: { created?: number; expires?: number; seen?: number }): Promise<string> {
  await signUp(app, "ada");
  const token = await signIn(app, "ada");
  const at = (offset: number) => new Date(Date.now() + offset * DAY_MS);
  const { created = 0, expires = 30, seen = 0 } = days;
  const dates = { createdAt: at(created), expiresAt: at(expires), lastSeenAt: at(seen) };
  await app.database.write((db) =>
    db
      .update(sessions)
      .set(dates)
      .where(eq(sessions.id, hashToken(token))),
  );
  return token;
}

const daysLeft = (moment: Date | undefined) => Math.round(((moment?.getTime() ?? 0) - Date.now()) / HOUR_MS) / 24;

test("a token names its person, as a cookie or as a bearer token", async () => {
  await using app = await createTestApp(new Date());
  const userId = await signUp(app, "ada");
  const token = await signIn(app, "ada");

  const actor = { kind: "user", userId, sessionId: hashToken(token), operator: false, provenAt: app.now() };

  expect(await whoSends(app, { cookie: token })).toEqual(actor);
  expect(await whoSends(app, { bearer: token })).toEqual(actor);
  expect(await whoSends(app, {})).toEqual(anonymous);
  await signUp(app, "bob");
  const bobs = await signIn(app, "bob");
  expect(await whoSends(app, { cookie: token, bearer: bobs })).toMatchObject({ sessionId: hashToken(bobs) });
  expect(await whoSends(app, { cookie: token, bearer: "x" })).toEqual(anonymous);
});

test("neither a made-up token nor the hash of a real one names anybody", async () => {
  await using app = await createTestApp(new Date());
  await signUp(app, "ada");
  const token = await signIn(app, "ada");

  for (const wrong of [hashToken(token), `${token}x`, token.toUpperCase(), "x", "' or 1=1 --"]) {
    expect(await whoSends(app, { cookie: wrong })).toEqual(anonymous);
    expect(await whoSends(app, { bearer: wrong })).toEqual(anonymous);
  }
});

test("a session past half of its time is renewed, in the database and in the cookie", async () => {
  await using app = await createTestApp(new Date());
  const token = await sessionAged(app, { created: -16, expires: 14 });

  expect(await whoSends(app, { cookie: token })).toMatchObject({ kind: "user" });

  const row = await sessionRow(app, token);
  expect(daysLeft(row?.expiresAt)).toBe(30);
  expect(app.cookies).toEqual([{ name: "session", value: token, expires: expect.any(Date) }]);
  expect(daysLeft(app.cookies[0]?.expires)).toBe(30);
});

test("a session in the first half of its time is left as it is", async () => {
  await using app = await createTestApp(new Date());
  const token = await sessionAged(app, { created: -14, expires: 16 });
  const before = await sessionRow(app, token);

  expect(await whoSends(app, { cookie: token })).toMatchObject({ kind: "user" });

  expect(await sessionRow(app, token)).toEqual(before);
  expect(app.cookies).toEqual([]);
});

test("a program's session is renewed without a cookie", async () => {
  await using app = await createTestApp(new Date());
  const token = await sessionAged(app, { created: -20, expires: 10 });

  await whoSends(app, { bearer: token, cookie: "of another" });

  expect(daysLeft((await sessionRow(app, token))?.expiresAt)).toBe(30);
  expect(app.cookies).toEqual([]);
});

test("an expired session is refused and its row is gone", async () => {
  await using app = await createTestApp(new Date());
  const token = await sessionAged(app, { created: -31, expires: -1 / 86_400 });

  expect(await whoSends(app, { cookie: token })).toEqual(anonymous);

  expect(await sessionRow(app, token)).toBeUndefined();
  expect(app.cookies).toEqual([]);
});

test("no renewal reaches beyond 90 days from sign-in", async () => {
  await using app = await createTestApp(new Date());
  const token = await sessionAged(app, { created: -80, expires: 5 });

  expect(await whoSends(app, { cookie: token })).toMatchObject({ kind: "user" });

  expect(daysLeft((await sessionRow(app, token))?.expiresAt)).toBe(10);
  expect(daysLeft(app.cookies[0]?.expires)).toBe(10);
});

test("a session renewed up to its last day is not written again and again", async () => {
  await using app = await createTestApp(new Date());
  const token = await sessionAged(app, { created: -80, expires: 5 });
  await whoSends(app, { cookie: token });
  const version = app.database.version();

  app.pass(10_000);
  expect(await whoSends(app, { cookie: token })).toMatchObject({ kind: "user" });

  expect(app.database.version()).toBe(version);
});

test("a session is over 90 days after sign-in, whatever its row says", async () => {
  await using app = await createTestApp(new Date());
  const token = await sessionAged(app, { created: -90.01, expires: 20 });

  expect(await whoSends(app, { cookie: token })).toEqual(anonymous);

  expect(await sessionRow(app, token)).toBeUndefined();
});

test("when a session was last seen is kept to the hour", async () => {
  await using app = await createTestApp(new Date());
  const token = await sessionAged(app, { seen: -0.5 / 24 });
  const before = await sessionRow(app, token);

  await whoSends(app, { bearer: token });
  expect(await sessionRow(app, token)).toEqual(before);
  app.pass(HOUR_MS);
  await whoSends(app, { bearer: token });

  expect((await sessionRow(app, token))?.lastSeenAt).toEqual(app.now());
});

test("whoever is made an operator, or no longer is one, is so at once", async () => {
  await using app = await createTestApp(new Date());
  const userId = await signUp(app, "ada");
  const token = await signIn(app, "ada");
  const appoint = (operatorSince: Date | null) =>
    app.database.write((db) => db.update(users).set({ operatorSince }).where(eq(users.id, userId)));

  for (const operatorSince of [null, new Date(), null]) {
    await appoint(operatorSince);
    expect(await whoSends(app, { bearer: token })).toMatchObject({ operator: operatorSince !== null });
  }
});

test("the sessions of an account that is gone are over", async () => {
  await using app = await createTestApp(new Date());
  const userId = await signUp(app, "ada");
  const token = await signIn(app, "ada");

  await app.database.write((db) => db.delete(users).where(eq(users.id, userId)));

  expect(await whoSends(app, { bearer: token })).toEqual(anonymous);
});

test("a store that cannot be asked is an error, not a stranger", async () => {
  const { url, drop } = await emptyTestDatabase();
  const database = await openDatabase({ url });
  await database.close();

  const asked = whoSends({ database, now: () => new Date(), cookies: [] }, { cookie: "x".repeat(40) });

  await expect(asked).rejects.toThrow();
  await drop();
});
