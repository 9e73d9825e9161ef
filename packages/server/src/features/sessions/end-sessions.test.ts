import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { signIn, signUp } from "../../../test/people.ts";
import { expectRefused } from "../../../test/refusals.ts";
import { type Caller, createTestApp, type TestApp } from "../../../test/test-app.ts";
import { sessions } from "./table.ts";

const UNAUTHORIZED = { code: "UNAUTHORIZED" } as const;

/** A person with one session per device. */
async function sessionsOf(app: TestApp, name: string, devices: number): Promise<Caller[]> {
  await signUp(app, name);
  const callers: Caller[] = [];
  for (let device = 0; device < devices; device++) {
    app.pass(1_000);
    callers.push(await app.bearing(await signIn(app, name)));
  }
  return callers;
}

test("people see their own sessions, the latest first, and which one they are using", async () => {
  await using app = await createTestApp(new Date());
  const [phone] = await sessionsOf(app, "ada", 2);
  await sessionsOf(app, "bob", 1);

  const seen = (await phone?.sessions.list()) ?? [];

  expect(seen.map(({ current }) => current)).toEqual([false, true]);
  expect(Object.keys(seen[0] ?? {}).sort()).toEqual([
    "address",
    "byOperator",
    "createdAt",
    "current",
    "device",
    "expiresAt",
    "id",
    "lastSeenAt",
  ]);
  expect(seen[0]).toMatchObject({ address: "127.0.0.1", device: "An unknown program", lastSeenAt: seen[0]?.createdAt });
});

test("a session whose time is over is not listed", async () => {
  await using app = await createTestApp(new Date());
  const [, laptop] = await sessionsOf(app, "ada", 2);
  const [, { id } = expect.unreachable()] = (await laptop?.sessions.list()) ?? [];
  const over = { expiresAt: app.now() };
  await app.database.write((db) => db.update(sessions).set(over).where(eq(sessions.id, id)));

  expect(await laptop?.sessions.list()).toMatchObject([{ current: true }]);
});

test("a session that was ended is over at once", async () => {
  await using app = await createTestApp(new Date());
  await signUp(app, "ada");
  const [laptop, phone] = [await signIn(app, "ada"), await signIn(app, "ada")];
  const { list, end } = (await app.bearing(laptop)).sessions;
  await (await app.bearing(phone)).accounts.me();
  const other = (await list()).find(({ current }) => !current);

  await end({ id: other?.id ?? "" });

  await expectRefused([(await app.bearing(phone)).accounts.me()], UNAUTHORIZED);
  expect(await list()).toHaveLength(1);
  expect(await app.events("session")).toEqual(["session.started", "session.started", "session.ended"]);
});

test("nobody can end a session of someone else's, or tell whether there is one", async () => {
  await using app = await createTestApp(new Date());
  const [ada] = await sessionsOf(app, "ada", 1);
  const [bob] = await sessionsOf(app, "bob", 1);
  const [session] = (await ada?.sessions.list()) ?? [];
  const before = await app.events("session");

  const theirs = bob?.sessions.end({ id: session?.id ?? "" });
  const unknown = bob?.sessions.end({ id: "0".repeat(64) });

  await expectRefused(
    [theirs, unknown].flatMap((call) => call ?? []),
    {
      code: "NOT_FOUND",
      message: "There is no such session.",
    },
  );
  expect(await ada?.sessions.list()).toHaveLength(1);
  expect(await app.events("session")).toEqual(before);
});

test("ending all other sessions leaves one's own, and other people's", async () => {
  await using app = await createTestApp(new Date());
  const [laptop, phone, tablet] = await sessionsOf(app, "ada", 3);
  const [bob] = await sessionsOf(app, "bob", 1);

  expect(await phone?.sessions.endOthers()).toEqual({ ended: 2 });

  expect((await phone?.sessions.list())?.map(({ current }) => current)).toEqual([true]);
  expect(await laptop?.sessions.list()).toHaveLength(1);
  expect((await tablet?.sessions.list())?.map(({ current }) => current)).toEqual([false]);
  expect(await bob?.sessions.list()).toHaveLength(1);
  expect((await app.events("session")).slice(-2)).toEqual(["session.started", "session.ended"]);
});

test("ending others when there are none is nothing that happened", async () => {
  await using app = await createTestApp(new Date());
  const [laptop] = await sessionsOf(app, "ada", 1);

  expect(await laptop?.sessions.endOthers()).toEqual({ ended: 0 });

  expect(await app.events("session")).toEqual(["session.started"]);
});

test("signing out ends the session and takes the cookie away", async () => {
  await using app = await createTestApp(new Date());
  await signUp(app, "ada");
  const token = await signIn(app, "ada");

  await (await app.bearing(token)).sessions.signOut();

  expect(app.cookies).toEqual([{ name: "session", value: "", expires: new Date(0) }]);
  await expectRefused([(await app.bearing(token)).accounts.me()], UNAUTHORIZED);
  expect(await app.events("session")).toEqual(["session.started", "session.ended"]);
});

test("a key has no sessions to see or end", async () => {
  await using app = await createTestApp(new Date());
  const [laptop] = await sessionsOf(app, "ada", 1);
  const [session] = (await laptop?.sessions.list()) ?? [];
  const userId = await laptop?.accounts.me().then(({ id }) => id);
  const key = app.caller({ kind: "key", userId: userId ?? "", keyId: "", scopes: [], operator: false }).sessions;
  const before = await app.events("session");

  const calls = [
    key.list(),
    key.end({ id: session?.id ?? "" }),
    key.endOthers(),
    key.signOut(),
    key.changePassword({ current: "correct horse", next: "another horse" }),
  ];

  await expectRefused(calls, { code: "FORBIDDEN" });
  expect(await app.events("session")).toEqual(before);
});

test("nobody has a session to see or end", async () => {
  await using app = await createTestApp(new Date());
  const { list, end, endOthers, signOut } = app.anyone.sessions;

  await expectRefused([list(), end({ id: "0".repeat(64) }), endOthers(), signOut()], UNAUTHORIZED);
  expect(app.cookies).toEqual([]);
  expect(await app.events("session")).toEqual([]);
});
