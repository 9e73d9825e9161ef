import { randomUUID } from "node:crypto";
import { rmSync } from "node:fs";
import { copyFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type pg from "pg";
import { openDatabase } from "../src/database.ts";
import { engine } from "../src/engine.ts";
import { databaseUrl, onPostgres } from "./fresh-postgres.ts";
import { pooledPostgres, testName } from "./pooled-postgres.ts";

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
  const source = testName("template");
  await onPostgres(server, (client) => client.query(`create database ${source}`));
  await migrate(databaseUrl(server, source));
  const tables = await onPostgres(databaseUrl(server, source), tablesOf);
  const take = pooledPostgres("test", {
    create: (client, name) => client.query(`create database ${name} template ${source}`),
    clean: (client) => empty(client, tables),
  });
  return async () => {
    const { url, giveBack } = await take();
    return { url, drop: giveBack };
  };
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

async function migrate(url: string): Promise<void> {
  const database = await openDatabase({ url, migrations: MIGRATIONS });
  await database.close();
}
