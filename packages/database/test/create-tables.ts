import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { type PgTable, getTableConfig as postgresConfig } from "drizzle-orm/pg-core";
import { getTableConfig as sqliteConfig } from "drizzle-orm/sqlite-core";
import { type Database, type DatabaseOptions, openDatabase } from "../src/database.ts";
import { engine } from "../src/engine.ts";
import type { Write } from "../src/handles.ts";
import { rawRows } from "../src/raw.ts";
import { pooledPostgres } from "./pooled-postgres.ts";

/** An open database that is removed when it is disposed of. */
export interface OwnDatabase extends Database, AsyncDisposable {
  url: string;
}

/** A new database with these tables and nothing else. */
export async function databaseWith(
  tables: PgTable[],
  options: Omit<DatabaseOptions, "url"> = {},
): Promise<OwnDatabase> {
  const { url, remove } = await (engine === "postgres" ? emptyPostgres() : emptySqlite());
  const database = await openDatabase({ ...options, url });
  await database.write((db) => createTables(db, tables));
  const dispose = async () => {
    await database.close();
    await remove();
  };
  return { ...database, url, [Symbol.asyncDispose]: dispose };
}

/** Creates the tables as the running engine's dialect describes them. */
export async function createTables(db: Write, tables: PgTable[]): Promise<void> {
  for (const statement of tables.flatMap(createStatements)) await rawRows(db, sql.raw(statement));
}

async function emptySqlite() {
  const folder = await mkdtemp(join(process.env.TEST_FILES ?? tmpdir(), "plinth-tables-"));
  return { url: join(folder, "test.db"), remove: () => rm(folder, { recursive: true, force: true }) };
}

async function emptyPostgres() {
  takeEmpty ??= pooledPostgres("tables", {
    create: (client, name) => client.query(`create database ${name}`),
    clean: (client) => client.query("drop schema public cascade; create schema public"),
  });
  const { url, giveBack } = await takeEmpty();
  return { url, remove: giveBack };
}

let takeEmpty: ReturnType<typeof pooledPostgres> | undefined;

function createStatements(table: PgTable): string[] {
  // Safe because both configurations have the parts that are read here.
  const config = engine === "postgres" ? postgresConfig(table) : (sqliteConfig(table as never) as never);
  const { name, columns, foreignKeys, indexes, primaryKeys } = config as ReturnType<typeof postgresConfig>;
  const list = (items: unknown[]) => items.map((item) => `"${(item as { name: string }).name}"`).join(", ");
  const parts = [
    ...columns.map(
      (column) =>
        `"${column.name}" ${column.getSQLType()}${column.primary ? " primary key" : ""}${column.notNull ? " not null" : ""}`,
    ),
    ...primaryKeys.map((key) => `primary key (${list(key.columns)})`),
    ...foreignKeys.map((key) => {
      const { columns: from, foreignColumns: to, foreignTable } = key.reference();
      // Safe because every drizzle table knows its name under this symbol.
      const target = (foreignTable as unknown as Record<symbol, string>)[Symbol.for("drizzle:Name")];
      return `foreign key (${list(from)}) references "${target}" (${list(to)}) on delete ${key.onDelete ?? "no action"}`;
    }),
  ];
  return [
    `create table "${name}" (${parts.join(", ")})${engine === "sqlite" ? " strict" : ""}`,
    ...indexes.map(
      ({ config: index }) =>
        `create ${index.unique ? "unique " : ""}index "${index.name}" on "${name}" (${list(index.columns)})`,
    ),
  ];
}
