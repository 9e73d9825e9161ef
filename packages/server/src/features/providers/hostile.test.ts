// Faults: 65, 66.
import { createHmac, generateKeyPairSync, sign } from "node:crypto";
import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import type { Bent } from "../../../test/fake-provider.ts";
import { createVisiting, HOME, saying, type Visiting } from "../../../test/visiting.ts";
import { users } from "../accounts/table.ts";
import { useProviders } from "./provider.ts";
import { connections } from "./table.ts";

let world: Visiting;
let nth = 0;

beforeAll(async () => {
  world = await createVisiting();
});

afterEach(() => {
  world.acme.bent = {};
  world.other.bent = {};
});

afterAll(() => world[Symbol.asyncDispose]());

/** Somebody who was never there. */
const somebody = () => `somebody${nth++}`;

async function expectNobodyNew(name: string): Promise<void> {
  const { read } = world.app.database;
  const email = `${name}@example.com`;
  expect(await read.select().from(users).where(eq(users.email, email))).toEqual([]);
  expect(await read.select().from(connections).where(eq(connections.email, email))).toEqual([]);
}

const over = {
  code: "BAD_REQUEST",
  message: "This sign-in is over, or was begun in another browser. Start again.",
};
const unbelieved = { code: "BAD_REQUEST", message: "The acme did not confirm who you are. Start again." };

const expectRefused = (call: Promise<unknown>, why: object) => expect(call).rejects.toMatchObject(why);

test("what nobody was given, what was used and what was damaged signs nobody in", async () => {
  const [browser, name] = [world.app.browser(), somebody()];
  const back = await world.visit(browser, saying(name));

  await expectRefused(world.comeBack(browser, { ...back, state: "a state that nobody was given" }), over);
  await expectRefused(world.comeBack(browser, { ...back, state: `${back.state.slice(0, -1)}~` }), over);
  await expectNobodyNew(name);
  await world.comeBack(browser, back);
  await expectRefused(world.comeBack(browser, back), over);
});

test("without what went to the provider, nothing comes back: the state is no word of the caller's", async () => {
  const browser = world.app.browser();
  const caller = await browser.caller();
  await expect(caller.providers.finish({ provider: "acme", state: "", code: "x" })).rejects.toMatchObject({
    code: "BAD_REQUEST",
  });
});

test("what was begun in one browser counts in no other, so nobody can be signed in as somebody else", async () => {
  const [mine, theirs, name] = [world.app.browser(), world.app.browser(), somebody()];
  const back = await world.visit(mine, saying(name));
  await world.visit(theirs);

  await expectRefused(world.comeBack(theirs, back), over);
  await expectRefused(world.comeBack(world.app.browser(), back), over);
  await expectNobodyNew(name);
  await world.comeBack(mine, back);
});

test("after ten minutes it is over", async () => {
  const [browser, name] = [world.app.browser(), somebody()];
  const back = await world.visit(browser, saying(name));
  world.app.pass(10 * 60_000);

  await expectRefused(world.comeBack(browser, back), over);
  await expectNobodyNew(name);
});

test("what was begun at one provider does not come back from another", async () => {
  const [browser, name] = [world.app.browser(), somebody()];
  const back = await world.visit(browser, saying(name));
  const asked = world.other.asked.length;

  await expectRefused(world.comeBack(browser, back, world.other), over);
  expect(world.other.asked.slice(asked).map(({ what }) => what)).not.toContain("POST /token");
  await expectNobodyNew(name);
});

test("a provider that says it is another issuer is not given the code", async () => {
  const [browser, name] = [world.app.browser(), somebody()];
  const back = await world.visit(browser, saying(name));
  const asked = world.acme.asked.length;

  await expectRefused(world.comeBack(browser, { ...back, iss: world.other.issuer }), unbelieved);
  expect(world.acme.asked.length).toBe(asked);
  await expectNobodyNew(name);
});

test("one that promises to say which issuer it is has to", async () => {
  const promising = { ...world.acme.provider };
  world.acme.bent = { document: (document) => ({ ...document, authorization_response_iss_parameter_supported: true }) };
  useProviders({ home: HOME, providers: [promising] });
  try {
    const [browser, name] = [world.app.browser(), somebody()];
    await expectRefused(world.comeBack(browser, await world.visit(browser, saying(name))), unbelieved);
    await expectNobodyNew(name);
    const back = await world.visit(browser, saying(name));
    await world.comeBack(browser, { ...back, iss: world.acme.issuer });
  } finally {
    useProviders({ home: HOME, providers: [world.acme.provider, world.other.provider] });
  }
});

test("what is asked for is proved by S256 of a verifier that only we know", async () => {
  const browser = world.app.browser();
  const { url } = await (await browser.caller()).providers.begin({ provider: "acme" });
  const asked = new URL(url).searchParams;

  expect(asked.get("code_challenge_method")).toBe("S256");
  expect(asked.get("code_challenge")).toMatch(/^[\w-]{43}$/);
  expect(asked.get("nonce")).toMatch(/^[\w-]{43}$/);
  expect(asked.get("redirect_uri")).toBe("https://tracker.example.com/auth/callback/acme");
  await world.comeBack(browser, world.acme.visit(url, saying(somebody())));
  const sent = new URLSearchParams(world.acme.asked.find(({ what }) => what === "POST /token")?.body);
  expect(sent.get("code_verifier")).toMatch(/^[\w-]{43,128}$/);
  expect(url).not.toContain(sent.get("code_verifier"));
  const again = new URL((await (await browser.caller()).providers.begin({ provider: "acme" })).url).searchParams;
  for (const name of ["state", "nonce", "code_challenge"]) expect(again.get(name)).not.toBe(asked.get(name));
  const elsewhere = (await browser.caller()).providers.begin({ provider: "nobody" });
  await expect(elsewhere).rejects.toMatchObject({ code: "NOT_FOUND" });
});

test("somebody else's code is worth nothing in one's own browser, even where the provider asks for no proof", async () => {
  const [mine, theirs, name] = [world.app.browser(), world.app.browser(), somebody()];
  const stolen = await world.visit(theirs, saying(name));
  const { state } = await world.visit(mine);

  await expectRefused(world.comeBack(mine, { ...stolen, state }), unbelieved);
  world.acme.bent = { withoutProof: true };
  const again = await world.visit(theirs, saying(name));
  const own = await world.visit(mine);
  await expectRefused(world.comeBack(mine, { ...again, state: own.state }), unbelieved);
  await expectNobodyNew(name);
});

test("a code that was used is refused by the provider, and so by us", async () => {
  const browser = world.app.browser();
  const back = await world.visit(browser, saying(somebody()));
  await world.comeBack(browser, back);
  const { state } = await world.visit(browser);

  await expectRefused(world.comeBack(browser, { ...back, state }), unbelieved);
});

const seconds = (from: number) => Math.floor(Date.now() / 1_000) + from;
const hmac = (key: string | Buffer) => (text: string) => createHmac("sha256", key).update(text).digest("base64url");
const pem = () => world.acme.publicKey.export({ format: "pem", type: "spki" });

/** A token that names its own key, which it is signed with. */
function bringing(): Bent {
  const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2_048 });
  const jwk = publicKey.export({ format: "jwk" });
  return {
    header: (header) => ({ ...header, jwk, jku: "https://elsewhere.example.com/jwks" }),
    sign: (text) => sign("sha256", Buffer.from(text), privateKey).toString("base64url"),
  };
}

const bentTokens: [string, () => Bent][] = [
  ["a nonce of another sign-in", () => ({ claims: (claims) => ({ ...claims, nonce: "another" }) })],
  ["no nonce", () => ({ claims: ({ nonce: _, ...claims }) => claims })],
  ["another audience", () => ({ claims: (claims) => ({ ...claims, aud: "client of somebody else" }) })],
  [
    "several audiences, for one of the others",
    () => ({ claims: (claims) => ({ ...claims, aud: [claims.aud, "another"], azp: "another" }) }),
  ],
  ["another issuer", () => ({ claims: (claims) => ({ ...claims, iss: world.other.issuer }) })],
  ["no issuer", () => ({ claims: ({ iss: _, ...claims }) => claims })],
  ["no subject", () => ({ claims: ({ sub: _, ...claims }) => claims })],
  ["a time that is over", () => ({ claims: (claims) => ({ ...claims, iat: seconds(-900), exp: seconds(-600) }) })],
  ["no end", () => ({ claims: ({ exp: _, ...claims }) => claims })],
  ["a beginning that is still to come", () => ({ claims: (claims) => ({ ...claims, nbf: seconds(600) }) })],
  ["no algorithm", () => ({ header: (header) => ({ ...header, alg: "none" }), sign: () => "" })],
  [
    "no algorithm, as the provider offers",
    () => ({
      header: (header) => ({ ...header, alg: "none" }),
      sign: () => "",
      document: (document) => ({ ...document, id_token_signing_alg_values_supported: ["none", "RS256"] }),
    }),
  ],
  ["HS256 with the public key", () => ({ header: () => ({ alg: "HS256" }), sign: hmac(pem()) })],
  [
    "HS256 with the public key, as the provider offers",
    () => ({
      header: () => ({ alg: "HS256" }),
      sign: hmac(pem()),
      document: (document) => ({ ...document, id_token_signing_alg_values_supported: ["HS256", "RS256"] }),
    }),
  ],
  ["the signature of another text", () => ({ sign: () => "A".repeat(342) })],
  ["no signature", () => ({ sign: () => "" })],
  ["a key that the provider does not have", () => ({ header: (header) => ({ ...header, kid: "2" }) })],
  ["a key that it brings along", bringing],
  ["a critical extension", () => ({ header: (header) => ({ ...header, crit: ["x"], x: 1 }) })],
  ["nothing: the token is left out", () => ({ tokens: ({ id_token: _, ...tokens }) => tokens })],
];

test.each(bentTokens)("an ID token with %s is not believed", async (_, bend) => {
  const [browser, name] = [world.app.browser(), somebody()];
  const bent = bend();
  world.acme.bent = bent;
  // Its document is read anew.
  useProviders({ home: HOME, providers: [{ ...world.acme.provider }] });

  await expectRefused(world.signIn(browser, saying(name)), unbelieved);

  await expectNobodyNew(name);
  expect(browser.jar.has("session")).toBe(false);
  world.acme.bent = {};
  await world.signIn(browser, saying(name));
});
