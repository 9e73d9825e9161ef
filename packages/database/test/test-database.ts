import { randomUUID } from "node:crypto";
import { copyFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
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
  const folder = await mkdtemp(join(tmpdir(), "plinth-test-"));
  const source = join(folder, "template.db");
  await migrate(source);
  process.once("exit", () => void rm(folder, { recursive: true, force: true }).catch(() => {}));
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
  const schema = await onPostgres(urlOf(source), schemaOf);
  // A database used before takes a third of the time of a new one, whose every connection reads the catalogue from scratch.
  const free: Used[] = [];
  const create = async () => {
    const name = testName("test");
    await onPostgres(server, (client) => client.query(`create database ${name} template ${source}`));
    return { name, url: urlOf(name), client: await connected(urlOf(name)) };
  };
  const putBack = async (used: Used) => {
    if (await emptied(used.client, schema)) return void free.push(used);
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

/** Deletes all rows, unless the test changed the schema. Whoever is still connected is put out first. */
async function emptied(client: pg.Client, schema: string): Promise<boolean> {
  await client.query(
    "select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()",
  );
  if ((await schemaOf(client)) !== schema) return false;
  const { rows } = await client.query<{ name: string }>(
    "select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace and relname not like 'plinth%'",
  );
  const deletions = rows.map(({ name }) => `delete from "${name}"`);
  await client.query(["set session_replication_role = replica", ...deletions].join(";"));
  return true;
}

/** A number of each kind of thing in the catalogue, and the newest of them. */
async function schemaOf(client: pg.Client): Promise<string> {
  const catalogues = ["pg_class", "pg_attribute", "pg_trigger", "pg_proc", "pg_constraint", "pg_namespace"];
  const counts = catalogues.map((name) => `(select count(*) || ':' || max(xmin::text::bigint) from ${name})`);
  const { rows } = await client.query<{ schema: string }>(`select concat_ws(' ', ${counts.join(", ")}) as schema`);
  return rows[0]?.schema ?? "";
}

async function migrate(url: string): Promise<void> {
  const database = await openDatabase({ url, migrations: MIGRATIONS });
  await database.close();
}
