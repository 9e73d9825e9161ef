import { randomUUID } from "node:crypto";
import { rmSync } from "node:fs";
import { copyFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type pg from "pg";
import { openDatabase } from "../src/database.ts";
import { engine } from "../src/engine.ts";
import { connected, onPostgres } from "./fresh-postgres.ts";

const MIGRATIONS = fileURLToPath(new URL("../../../drizzle", import.meta.url));

/** A migrated database of one test's own. */
export interface TestDatabase {
  url: string;
  drop(): Promise<void>;
}

/**
 * A migrated and empty database on this process's engine. The first call migrates a template, later ones copy it.
 *
 * @example
 * const test = await emptyTestDatabase();
 * const database = await openDatabase({ url: test.url });
 */
export async function emptyTestDatabase(): Promise<TestDatabase> {
  template ??= engine === "postgres" ? postgresTemplate() : sqliteTemplate();
  return (await template)();
}

let template: Promise<() => Promise<TestDatabase>> | undefined;

async function sqliteTemplate() {
  const folder = await mkdtemp(join(process.env.TEST_FILES ?? tmpdir(), "plinth-test-"));
  const source = join(folder, "template.db");
  await migrate(source);
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  return async () => {
    const url = join(folder, `${randomUUID()}.db`);
    await copyFile(source, url);
    const files = [url, `${url}-wal`, `${url}-shm`, `${url}.lock`];
    return { url, drop: async () => void (await Promise.all(files.map((file) => rm(file, { force: true })))) };
  };
}

async function postgresTemplate() {
  const server = process.env.DATABASE_URL ?? "";
  const urlOf = (name: string) => Object.assign(new URL(server), { pathname: `/${name}` }).href;
  const source = testName("template");
  await onPostgres(server, (client) => client.query(`create database ${source}`));
  await migrate(urlOf(source));
  const { schema, tables } = await onPostgres(urlOf(source), async (client) => ({
    schema: await schemaOf(client),
    tables: await tablesOf(client),
  }));
  // A database used before takes a third of the time of a new one, whose every connection reads the catalogue from scratch.
  const free: Used[] = [];
  const create = async () => {
    const name = testName("test");
    await onPostgres(server, (client) => client.query(`create database ${name} template ${source}`));
    return { name, url: urlOf(name), client: await connected(urlOf(name)) };
  };
  const putBack = async (used: Used) => {
    await putOut(used.client);
    if ((await schemaOf(used.client)) === schema) {
      await empty(used.client, tables);
      return void free.push(used);
    }
    await used.client.end();
    await onPostgres(server, (client) => client.query(`drop database ${used.name} with (force)`));
  };
  return async () => {
    const database = free.pop() ?? (await create());
    return { url: database.url, drop: () => putBack(database) };
  };
}

/** A database, and the connection that empties it. */
interface Used {
  name: string;
  url: string;
  client: pg.Client;
}

/** A name that the end of the run finds again; see global-postgres.ts. */
function testName(kind: string): string {
  return `${process.env.TEST_DATABASES ?? "plinth_test"}_${kind}_${randomUUID().replaceAll("-", "").slice(0, 20)}`;
}

const PUT_OUT_MS = 5_000;

/** Ends the connections of others, and waits until they are gone. Postgres can wait itself, but looks only every 100 ms. */
async function putOut(client: pg.Client): Promise<void> {
  const others =
    "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()";
  const until = performance.now() + PUT_OUT_MS;
  while ((await client.query(others)).rows.length > 0 && performance.now() < until) await pause(2);
}

async function tablesOf(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    "select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace and relname not like 'plinth%'",
  );
  return rows.map(({ name }) => name);
}

async function empty(client: pg.Client, tables: string[]): Promise<void> {
  const deletions = tables.map((name) => `delete from "${name}"`);
  await client.query(["set session_replication_role = replica", ...deletions].join(";"));
}

/** A number of each kind of thing in the catalogue that did not come with Postgres, and the newest of them. */
async function schemaOf(client: pg.Client): Promise<string> {
  const numbered = ["pg_class", "pg_trigger", "pg_proc", "pg_constraint", "pg_namespace"].map((name) => [name, "oid"]);
  const counts = [...numbered, ["pg_attribute", "attrelid"]].map(
    ([name, id]) => `(select count(*) || ':' || max(xmin::text::bigint) from ${name} where ${id} >= 16384)`,
  );
  const { rows } = await client.query<{ schema: string }>(`select concat_ws(' ', ${counts.join(", ")}) as schema`);
  return rows[0]?.schema ?? "";
}

async function migrate(url: string): Promise<void> {
  const database = await openDatabase({ url, migrations: MIGRATIONS });
  await database.close();
}
