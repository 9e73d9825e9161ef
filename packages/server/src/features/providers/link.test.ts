// Faults: 65.
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { letterTo } from "../../../test/letters.ts";
import { mailInboxOf } from "../../../test/mailing.ts";
import { PASSWORD, signUp } from "../../../test/people.ts";
import type { Browser } from "../../../test/test-app.ts";
import { createVisiting, saying, type Visiting } from "../../../test/visiting.ts";
import { passwords, users } from "../accounts/table.ts";
import { sessions } from "../sessions/table.ts";
import { connections } from "./table.ts";

const ROUNDS = Number(process.env.ROUNDS ?? 3);
let world: Visiting;

beforeAll(async () => {
  world = await createVisiting();
});

afterAll(() => world[Symbol.asyncDispose]());

/** The browser of somebody who signed in by password. */
async function browserOf(name: string): Promise<Browser & { userId: string }> {
  const userId = await signUp(world.app, name);
  const browser = world.app.browser();
  await (await browser.caller()).sessions.signIn({ email: `${name}@example.com`, password: PASSWORD });
  return { ...browser, userId };
}

async function goToLink(browser: Browser, said: Record<string, unknown>, at = world.acme) {
  const { url } = await (await browser.caller()).providers.beginLink({ provider: at.provider.name });
  return at.visit(url, said);
}

const link = async (browser: Browser, said: Record<string, unknown>, at = world.acme) =>
  world.comeBack(browser, await goToLink(browser, said, at), at);

const idsOf = async (browser: Browser) =>
  (await (await browser.caller()).providers.connections()).connections.map(({ id }) => id);

test("an account elsewhere is linked to the one here, and signs in to it from then on", async () => {
  const ada = await browserOf("ada");

  expect(await link(ada, saying("ada", { email: "ada@elsewhere.example.com", email_verified: false }))).toEqual({
    ...{ userId: ada.userId, token: null, secondFactor: null, purpose: "link", next: null },
  });

  const elsewhere = world.app.browser();
  expect(await world.signIn(elsewhere, saying("ada"))).toMatchObject({ userId: ada.userId });
  expect(await (await ada.caller()).providers.connections()).toEqual({
    connections: [
      {
        ...{ id: expect.any(String), provider: "acme", label: "The acme", email: "ada@example.com" },
        ...{ createdAt: world.app.now(), lastUsedAt: world.app.now() },
      },
    ],
    mayUnlink: true,
  });
  await letterTo(mailInboxOf(world.app), "ada@example.com", /^An account at The acme was linked to yours/);
  await link(ada, saying("ada"));
  expect(await idsOf(ada)).toHaveLength(1);
  expect((await world.app.events("account")).filter((name) => name === "account.linked")).toHaveLength(1);
});

test("what is linked to somebody else's account stays there", async () => {
  const [bert, cleo] = [await browserOf("bert"), await browserOf("cleo")];
  await link(bert, saying("shared"));

  await expect(link(cleo, saying("shared"))).rejects.toMatchObject({
    code: "CONFLICT",
    message: "This The acme account is linked to another account here.",
  });

  expect(await idsOf(cleo)).toEqual([]);
  expect(await idsOf(bert)).toHaveLength(1);
});

test("linking and unlinking take a fresh proof", async () => {
  const dora = await browserOf("dora");
  await link(dora, saying("dora"));
  const [id = ""] = await idsOf(dora);
  await world.app.database.write((db) =>
    db.update(sessions).set({ provenAt: null }).where(eq(sessions.userId, dora.userId)),
  );
  const { providers } = await dora.caller();

  for (const call of [providers.beginLink({ provider: "acme" }), providers.unlink({ id })]) {
    await expect(call).rejects.toMatchObject({ code: "FORBIDDEN", cause: { details: { needs: "proof" } } });
  }
  expect(await idsOf(dora)).toEqual([id]);
});

test("what one person began to link is not linked to another who signed in there meanwhile, by an operator in their place, or to nobody", async () => {
  const emil = await browserOf("emil");
  const fred = await signUp(world.app, "fred");
  const back = await goToLink(emil, saying("emil"));
  await (await emil.caller()).sessions.signIn({ email: "fred@example.com", password: PASSWORD });
  await expect(world.comeBack(emil, back)).rejects.toMatchObject({ code: "FORBIDDEN" });
  await (await emil.caller()).sessions.signIn({ email: "emil@example.com", password: PASSWORD });
  const again = await goToLink(emil, saying("emil"));
  await (await emil.caller()).sessions.signOut();
  await expect(world.comeBack(emil, again)).rejects.toMatchObject({ code: "FORBIDDEN" });

  // Nor by whoever looks after the installation, in the place of who began it.
  await (await emil.caller()).sessions.signIn({ email: "emil@example.com", password: PASSWORD });
  const last = await goToLink(emil, saying("emil"));
  await world.app.database.write((db) =>
    db.update(users).set({ operatorSince: world.app.now() }).where(eq(users.id, fred)),
  );
  await (await emil.caller()).sessions.signIn({ email: "fred@example.com", password: PASSWORD });
  await (await emil.caller()).people.impersonate({ id: emil.userId, reason: "To see what they see" });
  await expect(world.comeBack(emil, last)).rejects.toMatchObject({ code: "FORBIDDEN" });

  const { read } = world.app.database;
  for (const userId of [emil.userId, fred]) {
    expect(await read.select().from(connections).where(eq(connections.userId, userId))).toEqual([]);
  }
});

test("what was begun to link cannot be finished in another's browser, so nobody's account is linked behind their back", async () => {
  const [gina, hugo] = [await browserOf("gina"), await browserOf("hugo")];
  const back = await goToLink(gina, saying("gina"));

  await expect(world.comeBack(hugo, back)).rejects.toMatchObject({ code: "BAD_REQUEST" });

  expect([await idsOf(gina), await idsOf(hugo)]).toEqual([[], []]);
});

test("an account is unlinked unless nothing else signs in to it", async () => {
  const ida = await browserOf("ida");
  await link(ida, saying("ida"));
  await link(ida, saying("ida"), world.other);
  const [first = "", second = ""] = await idsOf(ida);
  const { providers } = await ida.caller();
  await providers.unlink({ id: first });
  await letterTo(mailInboxOf(world.app), "ida@example.com", /^An account at The acme was unlinked from yours/);
  await world.app.database.write((db) => db.delete(passwords).where(eq(passwords.userId, ida.userId)));

  expect(await providers.connections()).toMatchObject({ mayUnlink: false });
  await expect(providers.unlink({ id: second })).rejects.toMatchObject({
    code: "CONFLICT",
    message: "You could not sign in any more. Set a password or link another account first.",
  });

  expect(await idsOf(ida)).toEqual([second]);
  expect((await world.app.events("account")).filter((name) => name === "account.unlinked")).toHaveLength(1);
});

test("somebody else's connection is none to them", async () => {
  const [jana, kurt] = [await browserOf("jana"), await browserOf("kurt")];
  await link(jana, saying("jana"));
  const [id = ""] = await idsOf(jana);
  await expect((await kurt.caller()).providers.unlink({ id })).rejects.toMatchObject({ code: "NOT_FOUND" });
});

test("of all that is unlinked at once, one stays", { timeout: 120_000 }, async () => {
  for (let round = 0; round < ROUNDS; round += 1) {
    const lena = await browserOf(`lena${round}`);
    for (let nth = 0; nth < 4; nth += 1) await link(lena, saying(`lena${round}`, { sub: `${round} ${nth}` }));
    await world.app.database.write((db) => db.delete(passwords).where(eq(passwords.userId, lena.userId)));
    const ids = await idsOf(lena);
    const { providers } = await lena.caller();

    await Promise.allSettled([...ids, ...ids].map((id) => providers.unlink({ id })));

    expect(await idsOf(lena)).toHaveLength(1);
  }
});
