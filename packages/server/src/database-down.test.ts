// Faults: 86.
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { failStatements } from "../test/recorded-statements.ts";
import { dataOf, type ServedProduct, serveProduct } from "../test/served-product.ts";
import { users } from "./features/accounts/table.ts";
import { apiKeys } from "./features/api-keys/table.ts";
import { sessions } from "./features/sessions/table.ts";

const PASSWORD = "correct horse";
const account = (name: string) => ({ name, email: `${name}@example.com`, password: PASSWORD });
const PLENTY = { perMinute: 1_000_000, burst: 1_000_000 };
const WRITES = /^\s*(insert|update|delete)\b/i;
const WRITES_OF_SESSIONS = /^\s*(insert into|update|delete from) "sessions"/i;
const EVERYTHING = /./;

/** Ada, in a browser and with a key, where whatever was known of either is forgotten and has to be asked for anew. */
async function serveAda() {
  const product = await serveProduct({ limits: { actor: PLENTY, address: PLENTY } });
  const { app, url, call } = product;
  const signIn = { email: "ada@example.com", password: PASSWORD };
  await call("accounts.setUp", { ...account("ada"), token: app.setUpToken });
  const { token } = dataOf(await call("sessions.signIn", { ...signIn, as: "token" }));
  const { token: key } = dataOf(await call("apiKeys.create", { name: "Deploy", scopes: ["*:write"] }, { token }));
  const ask = (path: string, headers: Record<string, string>, input?: unknown) =>
    fetch(`${url}/${path}`, {
      headers: { ...headers, ...(input !== undefined && { "content-type": "application/json" }) },
      ...(input !== undefined && { method: "POST", body: JSON.stringify(input) }),
    });
  const cookie = { cookie: `session=${token}`, "sec-fetch-site": "same-origin" };
  const bearer = { authorization: `Bearer ${key}` };
  return {
    forget: () => forgetUse(product),
    ways: {
      "a session's cookie": () => ask("accounts.me", cookie),
      "a session's token": () => ask("accounts.me", { authorization: `Bearer ${token}` }),
      "a key": () => ask("workspaces.list", bearer),
      "a key, in a stream": () => ask("workspaces.list?batch=1", { ...bearer, "trpc-accept": "application/jsonl" }),
    },
    calls: {
      "signing in": () => ask("sessions.signIn", {}, signIn),
      // Answered by another adapter, for what it asks besides.
      "signing in by an odd address": () => ask("sessions.signIn?odd=1", {}, signIn),
      "proving that it is them": () => ask("sessions.prove", cookie, { password: PASSWORD }),
      "signing out": () => ask("sessions.signOut", cookie, {}),
    },
    guess: () => ask("sessions.signIn", {}, { ...signIn, password: "not it" }),
    me: async () => (await ask("accounts.me", cookie)).status,
    [Symbol.asyncDispose]: () => product[Symbol.asyncDispose](),
  };
}

/** Long enough ago that their next use is to be written down. */
async function forgetUse({ app: { database } }: ServedProduct): Promise<void> {
  await database.write(async (db) => {
    await db.update(apiKeys).set({ lastUsedAt: null });
    await db.update(sessions).set({ lastSeenAt: new Date(0) });
    await db.update(users).set({ name: "Ada" }).where(eq(users.name, "ada"));
  });
}

const answerOf = async (asking: Promise<Response>) => {
  const response = await asking;
  const { status, headers } = response;
  return {
    ...{
      status,
      soon: Number(headers.get("retry-after")) > 0,
      session: headers.getSetCookie().filter((cookie) => cookie.startsWith("session=")),
    },
    code: /"code":"([A-Z_]+)"/.exec(await response.text())?.[1],
  };
};
const unavailable = { status: 503, soon: true, session: [], code: "SERVICE_UNAVAILABLE" };

test("while the database cannot be written to, or not be asked, nobody is taken for anybody else, and no session is lost", async () => {
  await using ada = await serveAda();
  const refused = async (what: string, failing: () => Promise<Response>, broken: RegExp[]) => {
    for (const which of broken) {
      await ada.forget();
      expect([what, which, await answerOf(failStatements(which, failing))]).toEqual([what, which, unavailable]);
    }
  };

  for (const [what, way] of Object.entries(ada.ways)) await refused(what, way, [WRITES, EVERYTHING]);
  for (const [what, one] of Object.entries(ada.calls))
    await refused(what, one, [WRITES, EVERYTHING, WRITES_OF_SESSIONS]);
  await refused("a wrong password", ada.guess, [WRITES, EVERYTHING]);

  for (const [what, way] of Object.entries(ada.ways)) expect([what, (await way()).status]).toEqual([what, 200]);
  expect(await ada.me()).toBe(200);
});
