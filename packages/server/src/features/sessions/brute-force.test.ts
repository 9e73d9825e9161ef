// Faults: 50, 51.
import { anonymous } from "@plinth/kernel";
import { expect, test } from "vitest";
import { PASSWORD, signUp } from "../../../test/people.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";

const email = "ada@example.com";
const GUESSES = Number(process.env.GUESSES ?? 400);
const HOUR_MS = 3_600_000;

type Outcome = "looked at" | "told to wait";

const guess = (app: TestApp, given: { email?: string; n?: number } = {}): Promise<Outcome> =>
  app.anyone.sessions.signIn({ email: given.email ?? email, password: `guess number ${given.n ?? 0}` }).then(
    () => expect.unreachable(),
    ({ code }) => (code === "TOO_MANY_REQUESTS" ? "told to wait" : "looked at"),
  );

const lookedAt = (outcomes: Outcome[]) => outcomes.filter((outcome) => outcome === "looked at").length;

test("of two hundred guesses at once five are looked at, and none of them is right by luck", async () => {
  await using app = await createTestApp(new Date());
  await signUp(app, "ada");

  const outcomes = await Promise.all(Array.from({ length: 200 }, (_, n) => guess(app, { n })));

  expect(lookedAt(outcomes)).toBe(5);
  await expect(app.anyone.sessions.signIn({ email, password: PASSWORD })).rejects.toMatchObject({
    code: "TOO_MANY_REQUESTS",
  });
});

test("whoever guesses on and on gets a handful an hour, and whom they guess at signs in all the while where they did before", async () => {
  await using app = await createTestApp(new Date());
  await signUp(app, "ada");
  const own = app.browser();
  await (await own.caller()).sessions.signIn({ email, password: PASSWORD });

  const outcomes: Outcome[] = [];
  for (let n = 0; n < GUESSES; n++) {
    outcomes.push(await guess(app, { n }));
    app.pass(HOUR_MS / GUESSES);
  }

  // Five at once, then after 1, 2, 4 … seconds, and at last one each quarter of an hour.
  expect(lookedAt(outcomes)).toBeLessThanOrEqual(18);
  expect(lookedAt(outcomes)).toBeGreaterThan(5);
  await (await own.caller()).sessions.signOut();
  await (await own.caller()).sessions.signIn({ email, password: PASSWORD });
  app.pass(HOUR_MS / 4);
  await app.anyone.sessions.signIn({ email, password: PASSWORD });
});

test("whoever guesses where the person has signed in before waits as well, and a right one makes up for those before it", async () => {
  await using app = await createTestApp(new Date());
  await signUp(app, "ada");
  const own = app.browser();
  const attempt = async (password: string) => (await own.caller()).sessions.signIn({ email, password });
  const guesses = async (count: number) => {
    for (let n = 0; n < count; n++) await expect(attempt(`guess ${n}`)).rejects.toMatchObject({ code: "UNAUTHORIZED" });
  };
  await guesses(4);
  for (let round = 0; round < 2; round++) {
    await attempt(PASSWORD);
    await guesses(4);
  }
  await guesses(1);

  await expect(attempt(PASSWORD)).rejects.toMatchObject({ code: "TOO_MANY_REQUESTS" });

  // Elsewhere nobody has guessed since.
  await app.anyone.sessions.signIn({ email, password: PASSWORD });
});

test("however an address is written, its guesses count together", async () => {
  await using app = await createTestApp(new Date());
  await signUp(app, "ada");
  const ways = [
    email,
    "ADA@EXAMPLE.COM",
    " ada@example.com ",
    "Ada@Example.com",
    "ａｄａ@example.com",
    "ada＠example.com",
  ];

  const outcomes: Outcome[] = [];
  for (const [n, way] of [...ways, ...ways].entries()) outcomes.push(await guess(app, { email: way, n }));

  expect(lookedAt(outcomes)).toBe(5);
});

test("one network counts as one guesser, and so does all of an IPv6 /64", async () => {
  await using app = await createTestApp(new Date());
  await signUp(app, "ada");
  const outcomes: Outcome[] = [];
  const { callerFrom } = app;
  for (let n = 0; n < 40; n++) {
    const address = `2001:db8:1:2:${(n * 1_009).toString(16)}::${n + 1}`;
    const { signIn } = callerFrom(anonymous, address).sessions;
    const outcome = signIn({ email: `somebody${n}@example.com`, password: "the same for everybody" }).then(
      () => expect.unreachable(),
      ({ code }): Outcome => (code === "TOO_MANY_REQUESTS" ? "told to wait" : "looked at"),
    );
    outcomes.push(await outcome);
  }

  expect(lookedAt(outcomes)).toBe(30);
  const elsewhere = callerFrom(anonymous, "2001:db8:1:3::1").sessions;
  await expect(elsewhere.signIn({ email, password: "a first guess" })).rejects.toMatchObject({ code: "UNAUTHORIZED" });
});
