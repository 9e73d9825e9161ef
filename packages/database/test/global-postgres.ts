import type { TestProject } from "vitest/node";
import { onPostgres } from "./fresh-postgres.ts";
import { startPostgres } from "./postgres-server.ts";

/**
 * Runs the test suite's Postgres on the port that the project's DATABASE_URL names. A server that the environment names is running, and is
 * left without the databases of this run.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { DATABASE_URL = "", TEST_DATABASES = "" } = project.config.env;
  if (process.env.DATABASE_URL === DATABASE_URL) return () => dropAll(DATABASE_URL, TEST_DATABASES);
  const server = await startPostgres(Number(new URL(DATABASE_URL).port));
  return () => server.stop();
}

function dropAll(url: string, prefix: string): Promise<void> {
  return onPostgres(url, async (client) => {
    const ours = "select datname from pg_database where starts_with(datname, $1)";
    const { rows } = await client.query<{ datname: string }>(ours, [`${prefix}_`]);
    for (const { datname } of rows) await client.query(`drop database ${datname} with (force)`);
  });
}
