// Faults: 64, 66, 67.
import type { ServerResponse } from "node:http";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { PASSWORD, signUp } from "../../../test/people.ts";
import { createVisiting, HOME, saying, type Visiting } from "../../../test/visiting.ts";
import { passwords, users } from "../accounts/table.ts";
import { passkeys } from "../passkeys/table.ts";
import { sessions } from "../sessions/table.ts";
import { useProviders } from "./provider.ts";
import { connections } from "./table.ts";

const ROUNDS = Number(process.env.ROUNDS ?? 3);
let world: Visiting;

beforeAll(async () => {
  world = await createVisiting();
});

afterAll(() => world[Symbol.asyncDispose]());

const userOf = async (email: string) =>
  (await world.app.database.read.select().from(users).where(eq(users.email, email)))[0];
const connectionsOf = (userId: string) =>
  world.app.database.read.select().from(connections).where(eq(connections.userId, userId));
const hasAccount = (label: string) => ({
  code: "CONFLICT",
  message: `There is an account with your e-mail address already. Sign in to it another way, and link ${label} under Account, Security.`,
});

test("whoever is new gets an account without a password, and is signed in", async () => {
  const browser = world.app.browser();

  const { userId, ...rest } = await world.signIn(
    browser,
    saying("nina", { name: " Nina N.\u0000 ", preferred_username: "n".repeat(300) }),
  );

  expect(rest).toEqual({ token: null, secondFactor: null, purpose: "sign in", next: null });
  const { accounts, sessions } = await browser.caller();
  expect(await accounts.me()).toMatchObject({
    ...{ id: userId, email: "nina@example.com", name: "n".repeat(40), operator: false },
  });
  expect(await userOf("nina@example.com")).toMatchObject({ emailVerifiedAt: world.app.now(), operatorSince: null });
  const { read } = world.app.database;
  expect(
    await read
      .select()
      .from(passwords)
      .where(eq(passwords.userId, userId ?? "")),
  ).toEqual([]);
  await expect(sessions.changePassword({ current: PASSWORD, next: "another long password" })).rejects.toMatchObject({
    code: "BAD_REQUEST",
  });
  await expect(sessions.prove({ password: PASSWORD })).rejects.toMatchObject({ code: "BAD_REQUEST" });
  await expect(
    world.app.anyone.sessions.signIn({ email: "nina@example.com", password: PASSWORD }),
  ).rejects.toMatchObject({ code: "UNAUTHORIZED" });
});

test("whoever comes again is the same person, whatever their address and their name are then", async () => {
  const { userId } = await world.signIn(world.app.browser(), saying("rita"));

  const again = await world.signIn(world.app.browser(), saying("rita", { email: "rita@elsewhere.example.com" }));
  const unconfirmed = await world.signIn(world.app.browser(), { sub: saying("rita").sub });

  expect([again.userId, unconfirmed.userId]).toEqual([userId, userId]);
  expect(await userOf("rita@example.com")).toMatchObject({ id: userId });
  expect(await userOf("rita@elsewhere.example.com")).toBeUndefined();
});

test("an address that somebody else has there by now opens nothing", async () => {
  await world.signIn(world.app.browser(), saying("rosa"));
  const browser = world.app.browser();

  await expect(world.signIn(browser, saying("rosa", { sub: "the next one" }))).rejects.toMatchObject(
    hasAccount("The acme"),
  );

  expect(browser.jar.has("session")).toBe(false);
});

test("an account that was made with somebody's address waits for them in vain, and is not taken either", async () => {
  const before = await signUp(world.app, "petra");
  await world.app.database.write((db) =>
    db.update(users).set({ emailVerifiedAt: world.app.now() }).where(eq(users.email, "root@example.com")),
  );
  for (const name of ["petra", "root"]) {
    const browser = world.app.browser();
    await expect(world.signIn(browser, saying(name))).rejects.toMatchObject(hasAccount("The acme"));
    await expect(
      world.signIn(browser, saying(name, { email: ` ${name.toUpperCase()}@EXAMPLE.com` })),
    ).rejects.toMatchObject(hasAccount("The acme"));
    expect(browser.jar.has("session")).toBe(false);
  }
  expect(await connectionsOf(before)).toEqual([]);
});

test("the same subject at another provider is somebody else", async () => {
  const { userId } = await world.signIn(world.app.browser(), saying("sara"));
  const browser = world.app.browser();
  const back = await world.visit(browser, saying("sara", { email: "sara@elsewhere.example.com" }), world.other);

  const elsewhere = await world.comeBack(browser, back, world.other);

  expect(elsewhere.userId).not.toBe(userId);
});

test.each([
  ["an address that is not confirmed", { email_verified: false }, /^The acme has not confirmed your e-mail address/],
  ["an address without a word about it", { email_verified: undefined }, /^The acme has not confirmed/],
  ["a text instead of a yes", { email_verified: "true" }, /^The acme has not confirmed/],
  ["no address", { email: undefined }, /^The acme did not tell us an e-mail address/],
  ["something else than an address", { email: "no address" }, /^The acme did not tell us an e-mail address/],
  ["a list of addresses", { email: ["una@example.com"] }, /^The acme did not tell us an e-mail address/],
])("%s makes no account, and tells nothing about who has one", async (_, said, message) => {
  const [browser, known] = [world.app.browser(), world.app.browser()];

  const refusals = await Promise.allSettled([
    world.signIn(browser, saying("una", said)),
    world.signIn(known, saying("una", { ...said, ...("email" in said ? {} : { email: "root@example.com" }) })),
  ]);

  const reasons = refusals.map((one) => (one.status === "rejected" ? one.reason : undefined));
  expect(reasons[0]).toMatchObject({ code: "BAD_REQUEST", message: expect.stringMatching(message) });
  expect(reasons[1].message).toBe(reasons[0].message);
  expect(await userOf("una@example.com")).toBeUndefined();
});

test("an address that the provider tells only when asked counts, when it is about whom the token is about", async () => {
  const answering = (sub: string) => ({
    document: (document: object) => ({ ...document, userinfo_endpoint: `${world.acme.issuer}/userinfo` }),
    answer: {
      "/userinfo": (response: ServerResponse) =>
        response
          .writeHead(200, { "content-type": "application/json" })
          .end(JSON.stringify({ sub, email: "udo@example.com", email_verified: true })),
    },
  });
  const said = saying("udo", { email: undefined, email_verified: undefined });
  useProviders({ home: HOME, providers: [{ ...world.acme.provider }] });
  world.acme.bent = answering("somebody else's number");

  await expect(world.signIn(world.app.browser(), said)).rejects.toMatchObject({ code: "BAD_REQUEST" });
  expect(await userOf("udo@example.com")).toBeUndefined();
  world.acme.bent = answering(said.sub);
  const { userId } = await world.signIn(world.app.browser(), said);

  expect(userId).toBe((await userOf("udo@example.com"))?.id);
  world.acme.bent = {};
  useProviders({ home: HOME, providers: [world.acme.provider, world.other.provider] });
});

test("Entra's own word that an address is its directory's counts where the usual one is left out", async () => {
  const { userId } = await world.signIn(
    world.app.browser(),
    saying("emma", { email_verified: undefined, xms_edov: true }),
  );
  expect(userId).toBe((await userOf("emma@example.com"))?.id);
  const said = saying("erna", { email_verified: false, xms_edov: true });
  await expect(world.signIn(world.app.browser(), said)).rejects.toMatchObject({ code: "BAD_REQUEST" });
});

test("whoever is suspended stays out", async () => {
  const { userId } = await world.signIn(world.app.browser(), saying("sven"));
  const suspendedAt = world.app.now();
  await world.app.database.write((db) =>
    db
      .update(users)
      .set({ suspendedAt })
      .where(eq(users.id, userId ?? "")),
  );
  const browser = world.app.browser();

  await expect(world.signIn(browser, saying("sven"))).rejects.toMatchObject({ code: "FORBIDDEN" });

  expect(browser.jar.has("session")).toBe(false);
});

test("whoever has a second factor is asked for it here, too", async () => {
  const { userId } = await world.signIn(world.app.browser(), saying("tina"));
  const passkey = { userId: userId ?? "", credentialId: "tina's", publicKey: "", counter: 0, transports: [] };
  const more = { isSynced: false, isBackedUp: false, name: "Key", createdAt: world.app.now() };
  await world.app.database.write((db) => db.insert(passkeys).values({ ...passkey, ...more }));
  const browser = world.app.browser();

  expect(await world.signIn(browser, saying("tina"))).toMatchObject({
    ...{ userId: null, token: null, secondFactor: { methods: ["passkey"] } },
  });

  expect(browser.jar.has("session")).toBe(false);
});

test("an account that was unlinked signs nobody in any more", async () => {
  const { userId } = await world.signIn(world.app.browser(), saying("ute"));
  await world.app.database.write((db) => db.delete(connections).where(eq(connections.userId, userId ?? "")));
  await expect(world.signIn(world.app.browser(), saying("ute"))).rejects.toMatchObject(hasAccount("The acme"));
});

test("one that is unlinked while it signs in starts no session", async () => {
  await world.signIn(world.app.browser(), saying("uwe"));
  const [browser, { database }] = [world.app.browser(), world.app];
  const back = await world.visit(browser, saying("uwe"));
  const { write } = database;
  let writes = 0;
  // The state is used up, then it is looked up whose the account is; a moment later it is nobody's.
  database.write = async (...given) => {
    const done = await write(...given);
    writes += 1;
    if (writes === 2) await write((db) => db.delete(connections).where(eq(connections.subject, saying("uwe").sub)));
    return done;
  };

  await expect(world.comeBack(browser, back).finally(() => (database.write = write))).rejects.toMatchObject({
    ...{ code: "BAD_REQUEST", message: "This The acme account is no longer linked." },
  });

  expect(browser.jar.has("session")).toBe(false);
});

test("where they wanted to go is kept for them, and leads to nowhere else", async () => {
  const browser = world.app.browser();
  const { providers } = await browser.caller();
  const { url } = await providers.begin({ provider: "acme", next: "/acme/p/WEB?status=1#top" });

  const { next } = await world.comeBack(browser, world.acme.visit(url, saying("willi")));

  expect(next).toBe("/acme/p/WEB?status=1#top");
  // Longer than what may come about in random signs.
  expect(url).not.toContain("status");
  for (const elsewhere of ["//evil.example", "https://evil.example/", "/\\evil.example", "javascript:alert(1)"]) {
    await expect(providers.begin({ provider: "acme", next: elsewhere })).rejects.toMatchObject({ code: "BAD_REQUEST" });
  }
});

test("of fifty who come back at once with one state, one is signed in", { timeout: 120_000 }, async () => {
  for (let round = 0; round < ROUNDS; round += 1) {
    const browser = world.app.browser();
    const back = await world.visit(browser, saying(`many${round}`));
    world.acme.bent = { withoutProof: true };
    const outcomes = await Promise.allSettled(Array.from({ length: 50 }, () => world.comeBack(browser, back)));
    world.acme.bent = {};

    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const user = await userOf(`many${round}@example.com`);
    const { read } = world.app.database;
    expect(
      await read
        .select()
        .from(sessions)
        .where(eq(sessions.userId, user?.id ?? "")),
    ).toHaveLength(1);
  }
});

test("whoever comes from two browsers at once for the first time gets one account", { timeout: 60_000 }, async () => {
  for (let round = 0; round < ROUNDS; round += 1) {
    const browsers = Array.from({ length: 5 }, () => world.app.browser());
    const said = saying(`twice${round}`);
    const there = await Promise.all(
      browsers.map(async (browser) => ({ browser, back: await world.visit(browser, said) })),
    );
    const outcomes = await Promise.all(there.map(({ browser, back }) => world.comeBack(browser, back)));

    expect(new Set(outcomes.map(({ userId }) => userId)).size).toBe(1);
    expect(await connectionsOf(outcomes[0]?.userId ?? "")).toHaveLength(1);
  }
});

test("before it is set up, nobody gets an account this way", async () => {
  await using empty = await createVisiting();
  await empty.app.database.write((db) => db.delete(users));
  await expect(empty.signIn(empty.app.browser(), saying("ada"))).rejects.toMatchObject({ code: "FORBIDDEN" });
});
