import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { engine } from "../src/engine.ts";
import { migratePostgres } from "../src/postgres/migrate.ts";
import { openOrCreateSqliteFile } from "../src/sqlite/instance.ts";
import { migrateSqlite } from "../src/sqlite/migrate.ts";
import { freshPostgres, onPostgres } from "./fresh-postgres.ts";

type Row = Record<string, unknown>;

/** A database of the project's engine and a migrations folder, both empty, both gone at the end of the scope. */
export interface Migrating extends AsyncDisposable {
  /** The file or the URL. */
  target: string;
  folder: string;
  /** Writes a migration file; the statements are separated by breakpoints. */
  add(name: string, ...statements: string[]): Promise<void>;
  remove(name: string): Promise<void>;
  migrate(options?: { waitMs?: number }): Promise<{ applied: string[] }>;
  query(sql: string): Promise<Row[]>;
  /** The names in the ledger. */
  applied(): Promise<string[]>;
}

/** @example await using db = await startMigrating(); */
export async function startMigrating(): Promise<Migrating> {
  const directory = await mkdtemp(join(tmpdir(), "plinth-migrating-"));
  const folder = join(directory, "migrations");
  await mkdir(folder);
  const server = engine === "postgres" ? await freshPostgres() : undefined;
  const target = server?.url ?? join(directory, "data.db");
  if (!server) openOrCreateSqliteFile(target);
  const query = (sql: string) => (server ? queryPostgres(target, sql) : Promise.resolve(querySqlite(target, sql)));
  return {
    target,
    folder,
    add: (name, ...statements) =>
      writeFile(join(folder, `${name}.sql`), statements.join(";\n--> statement-breakpoint\n")),
    remove: (name) => rm(join(folder, `${name}.sql`)),
    migrate: (options) => migrate(target, folder, options),
    query,
    applied: async () => {
      const rows = await query("SELECT name FROM plinth_migrations ORDER BY name").catch(() => []);
      return rows.map((row) => String(row.name));
    },
    [Symbol.asyncDispose]: async () => {
      await server?.[Symbol.asyncDispose]();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

export function migrate(target: string, folder: string, options?: { waitMs?: number }): Promise<{ applied: string[] }> {
  return engine === "postgres" ? migratePostgres(target, folder, options) : migrateSqlite(target, folder, options);
}

function querySqlite(file: string, sql: string): Row[] {
  const connection = new Sqlite(file);
  try {
    const statement = connection.prepare(sql);
    // Safe because better-sqlite3 gives rows as objects unless told otherwise.
    if (statement.reader) return statement.all() as Row[];
    statement.run();
    return [];
  } finally {
    connection.close();
  }
}

async function queryPostgres(url: string, sql: string): Promise<Row[]> {
  return onPostgres(url, async (client) => (await client.query<Row>(sql)).rows);
}
