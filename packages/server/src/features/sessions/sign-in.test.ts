// Faults: 48, 52, 55.
import { createHash } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { PASSWORD, signIn, signUp } from "../../../test/people.ts";
import { expectRefused } from "../../../test/refusals.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";
import { attempts } from "../../attempts/table.ts";
import { hashPassword } from "../accounts/password-hash.ts";
import { passwords } from "../accounts/table.ts";
import { sessions } from "./table.ts";

const DAY_MS = 86_400_000;
const email = "ada@example.com";
const refused = { code: "UNAUTHORIZED", message: "E-mail or password is not right." } as const;

const rowsOf = ({ database }: TestApp) => database.read.select().from(sessions);

test("a browser gets its session as a cookie, and no token to read", async () => {
  await using app = await createTestApp(new Date());
  const userId = await signUp(app, "ada");

  const signedIn = await app.anyone.sessions.signIn({ email, password: PASSWORD });

  expect(signedIn).toEqual({ userId, token: null, secondFactor: null });
  expect(app.cookies.map(({ name }) => name)).toEqual(["device", "session"]);
  const [, cookie] = app.cookies;
  expect(cookie?.name).toBe("session");
  expect(cookie?.expires.getTime()).toBeGreaterThan(Date.now() + 29.9 * DAY_MS);
  const browser = await app.bearing(cookie?.value ?? "");
  expect(await browser.accounts.me()).toMatchObject({ id: userId });
  expect(await app.events("session")).toEqual(["session.started"]);
});

test("a program gets its session as a token, and no cookie", async () => {
  await using app = await createTestApp(new Date());
  const userId = await signUp(app, "ada");

  const token = await signIn(app, "ada");

  expect(app.cookies).toEqual([]);
  const program = await app.bearing(token);
  expect(await program.accounts.me()).toMatchObject({ id: userId, operator: false });
});

test("whoever signs in anew in a browser gives up the session it had, and no other", async () => {
  await using app = await createTestApp(new Date());
  await signUp(app, "ada");
  await signUp(app, "bob");
  const elsewhere = await signIn(app, "ada");
  const browser = app.browser();
  await (await browser.caller()).sessions.signIn({ email, password: PASSWORD });
  const before = app.cookies.at(-1)?.value ?? "";

  await (await browser.caller()).sessions.signIn({ email: "bob@example.com", password: PASSWORD });

  await expectRefused([(await app.bearing(before)).accounts.me()], { code: "UNAUTHORIZED" });
  expect(await (await browser.caller()).accounts.me()).toMatchObject({ email: "bob@example.com" });
  expect(await (await app.bearing(elsewhere)).accounts.me()).toMatchObject({ email });
  expect(await app.events("session")).toContain("session.ended");
});

test("whoever signs in may write their e-mail address in any way", async () => {
  await using app = await createTestApp(new Date());
  const userId = await signUp(app, "ada");

  const signedIn = await app.anyone.sessions.signIn({ email: " ＡDA@Example.COM ", password: PASSWORD, as: "token" });

  expect(signedIn.userId).toBe(userId);
});

test("the database holds no token, only its hash", async () => {
  await using app = await createTestApp(new Date());
  await signUp(app, "ada");

  const tokens = [await signIn(app, "ada"), await signIn(app, "ada")];

  const rows = await rowsOf(app);
  const columns = rows.flatMap((row) => Object.values(row).map(String)).join("\n");
  for (const token of tokens) {
    expect(token.length).toBeGreaterThanOrEqual(40);
    expect(columns).not.toContain(token);
    expect(columns).toContain(createHash("sha256").update(token).digest("hex"));
  }
  expect(new Set(tokens).size).toBe(2);
});

test("a wrong password and an unknown address start no session", async () => {
  await using app = await createTestApp(new Date());
  await signUp(app, "ada");
  const attempts = [
    { email, password: "Correct horse" },
    { email, password: `${PASSWORD} ` },
    { email: "bob@example.com", password: PASSWORD },
    // Has an account, but no password: `root` was made without one.
    { email: "root@example.com", password: PASSWORD },
  ];

  await expectRefused(
    attempts.map((attempt) => app.anyone.sessions.signIn(attempt)),
    refused,
  );
  expect(await rowsOf(app)).toEqual([]);
  expect(app.cookies).toEqual([]);
  expect(new Set(await app.events("session"))).toEqual(new Set(["session.refused"]));
});

test("an unknown address costs the same work as a wrong password", async () => {
  await using app = await createTestApp(new Date());
  await signUp(app, "ada");
  // Time on the processor, in all threads: unlike time on the clock it does not depend on what else the machine does.
  const workOf = async (address: string) => {
    const before = process.cpuUsage();
    await app.anyone.sessions.signIn({ email: address, password: "not the password" }).catch(() => {});
    const { user, system } = process.cpuUsage(before);
    return user + system;
  };

  let [known, unknown] = [0, 0];
  for (let round = 0; round < 10; round++) {
    known += await workOf(email);
    unknown += await workOf("bob@example.com");
  }

  expect(unknown / known).toBeGreaterThan(0.5);
  expect(unknown / known).toBeLessThan(2);
});

test("a password that is changed while it is being checked starts no session", async () => {
  await using app = await createTestApp(new Date());
  const userId = await signUp(app, "ada");
  const hash = await hashPassword("another horse");

  // Others are in line to be checked first, so the change comes in between.
  const others = Array.from({ length: 60 }, () => hashPassword("busy"));
  const attempt = Promise.allSettled([signIn(app, "ada")]);
  await expect.poll(() => app.database.read.select().from(attempts), { interval: 5 }).toHaveLength(2);
  // What is seen as written may still be on its way to the disk, and the hash is read after that.
  await pause(250);
  await app.database.write((db) => db.update(passwords).set({ hash }).where(eq(passwords.userId, userId)));

  expect(await attempt).toMatchObject([{ status: "rejected", reason: refused }]);
  expect(await rowsOf(app)).toEqual([]);
  expect(await app.events("session")).toEqual([]);
  await Promise.all(others);
});

test("bad sign-ins are refused before anything is looked up", async () => {
  await using app = await createTestApp(new Date());
  const { signIn } = app.anyone.sessions;
  const calls = [
    signIn({ email: "ada", password: PASSWORD }),
    signIn({ email, password: "" }),
    signIn({ email, password: "x".repeat(201) }),
    signIn({ email, password: PASSWORD, as: "header" as "token" }),
    signIn({ email, password: PASSWORD, remember: true } as { email: string; password: string }),
  ];

  await expectRefused(calls, { code: "BAD_REQUEST" });
});
