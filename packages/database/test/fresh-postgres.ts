import { randomUUID } from "node:crypto";
import pg from "pg";

/** An empty database on the test suite's Postgres, dropped when it goes out of scope. */
export interface FreshPostgres extends AsyncDisposable {
  url: string;
}

/** @example await using database = await freshPostgres(); */
export async function freshPostgres(): Promise<FreshPostgres> {
  const server = process.env.DATABASE_URL ?? "";
  const name = `plinth_${randomUUID().replaceAll("-", "")}`;
  await onPostgres(server, (client) => client.query(`CREATE DATABASE ${name}`));
  return {
    url: databaseUrl(server, name),
    [Symbol.asyncDispose]: async () => {
      await onPostgres(server, (client) => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
    },
  };
}

/** The address of another database on the same server. */
export function databaseUrl(server: string, name: string): string {
  return Object.assign(new URL(server), { pathname: `/${name}` }).href;
}

/** Runs `work` with a connection of its own. */
export async function onPostgres<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = await connected(url);
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

export async function connected(url: string): Promise<pg.Client> {
  const client = new pg.Client(url);
  client.on("error", () => {});
  await client.connect();
  return client;
}
