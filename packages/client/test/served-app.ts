import { fileURLToPath } from "node:url";
import { emptyTestDatabase, type TestDatabase } from "@plinth/database/test";
import { createApp } from "@plinth/server";
import { type Client, createClient } from "../src/index.ts";

const MIGRATIONS = fileURLToPath(new URL("../../../drizzle", import.meta.url));

// Signing in counts for many calls, and tests do it all the time.
const PLENTY = { perMinute: 1_000_000, burst: 1_000_000 };

/** Everybody's, in tests. */
export const PASSWORD = "correct horse battery";

/** The product on a database and a port of its own. */
export interface ServedApp extends AsyncDisposable {
  url: string;
  databaseUrl: string;
  anyone: Client;
  /** A client for the person with this name. They get an account first; `ada` is `ada@example.com`. The first person is the operator. */
  as(name: string): Promise<Client>;
  /** The session token of that person's client. */
  sessionOf(name: string): Promise<string>;
}

/**
 * @param database - an existing one; it is dropped at the end.
 * @example await using app = await serveApp();
 */
export async function serveApp(database?: TestDatabase): Promise<ServedApp> {
  const test = database ?? (await emptyTestDatabase());
  const app = await createApp({
    databaseUrl: test.url,
    migrations: MIGRATIONS,
    logLevel: "silent",
    hosts: ["127.0.0.1"],
    origins: [],
    secure: false,
    trustedProxies: 0,
    limits: { actor: PLENTY, address: PLENTY },
  });
  const running = await app.listen(0, "127.0.0.1");
  const url = `http://127.0.0.1:${running.port}`;
  const anyone = createClient({ url });
  const tokens = new Map<string, Promise<string>>();

  let operator: Promise<unknown> | undefined;
  const join = async (name: string): Promise<string> => {
    const email = `${name}@example.com`;
    const account = { name: name[0]?.toUpperCase() + name.slice(1), email, password: PASSWORD };
    if (operator) {
      await operator;
      await anyone.accounts.signUp.mutate(account);
    } else {
      operator = anyone.accounts.setUp.mutate({ ...account, token: app.setUpToken ?? "" });
      await operator;
    }
    const { token } = await anyone.sessions.signIn.mutate({ email, password: PASSWORD, as: "token" });
    return token ?? "";
  };
  const sessionOf = (name: string): Promise<string> => {
    const known = tokens.get(name) ?? join(name);
    tokens.set(name, known);
    return known;
  };

  return {
    url,
    databaseUrl: test.url,
    anyone,
    as: async (name) => createClient({ url, session: await sessionOf(name) }),
    sessionOf,
    async [Symbol.asyncDispose]() {
      await running.stop(0);
      await app.close();
      await test.drop();
    },
  };
}
