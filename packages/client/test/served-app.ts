import { fileURLToPath } from "node:url";
import { emptyTestDatabase, type TestDatabase } from "@plinth/database/test";
import { type App, type AppOptions, createApp } from "@plinth/server";
import { type People, peopleOf } from "./people.ts";

export { PASSWORD } from "./people.ts";

// Signing in counts for many calls, and tests do it all the time.
const PLENTY = { perMinute: 1_000_000, burst: 1_000_000 };

/** What every product that tests serve is told, besides its database. */
export const servedOptions = {
  migrations: fileURLToPath(new URL("../../../drizzle", import.meta.url)),
  logLevel: "silent",
  hosts: ["127.0.0.1"],
  origins: [],
  secure: false,
  trustedProxies: 0,
  limits: { actor: PLENTY, address: PLENTY },
} satisfies Partial<AppOptions>;

/** The product on a database and a port of its own, and those who use it. */
export interface ServedApp extends People, AsyncDisposable {
  url: string;
  databaseUrl: string;
  database: App["database"];
}

/**
 * @param database - an existing one; it is dropped at the end.
 * @example await using app = await serveApp();
 */
export async function serveApp(
  database?: TestDatabase,
  limits: NonNullable<AppOptions["limits"]> = servedOptions.limits,
): Promise<ServedApp> {
  const test = database ?? (await emptyTestDatabase());
  const app = await createApp({ ...servedOptions, databaseUrl: test.url, limits });
  const running = await app.listen(0, "127.0.0.1");
  const url = `http://127.0.0.1:${running.port}`;

  return {
    ...peopleOf(url, app.setUpToken),
    url,
    databaseUrl: test.url,
    database: app.database,
    async [Symbol.asyncDispose]() {
      await running.stop(0);
      await app.close();
      await test.drop();
    },
  };
}
