import { randomUUID } from "node:crypto";
import { copyFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { openDatabase } from "../src/database.ts";
import { engine } from "../src/engine.ts";

const MIGRATIONS = fileURLToPath(new URL("../../../drizzle", import.meta.url));

/** A migrated database of one test's own. */
export interface TestDatabase {
  url: string;
  drop(): Promise<void>;
}

/**
 * A fresh, migrated and empty database on this process's engine. The first call migrates a template, later ones copy it.
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
  const source = `template_${randomUUID().replaceAll("-", "")}`;
  const urlOf = (name: string) => Object.assign(new URL(server), { pathname: `/${name}` }).href;
  await run(server, `create database ${source}`);
  await migrate(urlOf(source));
  return async () => {
    const name = `test_${randomUUID().replaceAll("-", "")}`;
    await run(server, `create database ${name} template ${source}`);
    return { url: urlOf(name), drop: () => run(server, `drop database ${name} with (force)`) };
  };
}

async function migrate(url: string): Promise<void> {
  const database = await openDatabase({ url, migrations: MIGRATIONS });
  await database.close();
}

async function run(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => {});
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
