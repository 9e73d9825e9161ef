// Compares the tables with the newest snapshot of one engine's migrations, and writes the difference to a file as JSON.
// The engine is that of DATABASE_URL, which a process chooses once; hence a process for each.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { isDeepStrictEqual } from "node:util";
import type { DrizzleSnapshotJSON, DrizzleSQLiteSnapshotJSON } from "drizzle-kit/api";
import { engine } from "../packages/database/src/engine.ts";

export interface SchemaChanges {
  /** What brings a database from the newest snapshot to the tables of now; undefined when only a person can tell. */
  statements?: string[];
  /** The tables of now, in drizzle-kit's own form. */
  snapshot: { version: string };
}

// Its ESM build fails on Node's own modules.
const kit: typeof import("drizzle-kit/api") = createRequire(import.meta.url)("drizzle-kit/api");

const [schema = "", newestSnapshot = "", result = ""] = process.argv.slice(2);
const tables: Record<string, unknown> = await import(pathToFileURL(resolve(schema)).href);
const changes = engine === "postgres" ? await postgresChanges() : await sqliteChanges();
writeFileSync(result, JSON.stringify(changes));
// A module on the way to the tables may keep the process busy.
process.exit();

async function sqliteChanges(): Promise<SchemaChanges> {
  const before = newest<DrizzleSQLiteSnapshotJSON>() ?? (await kit.generateSQLiteDrizzleJson({}));
  const snapshot = await kit.generateSQLiteDrizzleJson(tables, before.id);
  const statements = await difference(before, snapshot, kit.generateSQLiteMigration);
  return {
    // The runner turns foreign keys off itself, where it has an effect.
    statements: statements?.filter((statement) => !statement.startsWith("PRAGMA foreign_keys")).map(strict),
    snapshot,
  };
}

async function postgresChanges(): Promise<SchemaChanges> {
  const before = newest<DrizzleSnapshotJSON>() ?? kit.generateDrizzleJson({});
  const snapshot = kit.generateDrizzleJson(tables, before.id);
  return { statements: await difference(before, snapshot, kit.generateMigration), snapshot };
}

function newest<T>(): T | undefined {
  return newestSnapshot === "" ? undefined : JSON.parse(readFileSync(newestSnapshot, "utf8"));
}

async function difference<T extends object>(
  before: T,
  after: T,
  generate: (before: T, after: T) => Promise<string[]>,
): Promise<string[] | undefined> {
  if (isDeepStrictEqual(comparable(before), comparable(after))) return [];
  try {
    return await generate(before, after);
  } catch (error) {
    // It asks whether a table or column was renamed.
    if (error instanceof Error && error.message.includes("require a TTY")) return undefined;
    throw error;
  }
}

function comparable(snapshot: object): unknown {
  return JSON.parse(JSON.stringify({ ...snapshot, id: "", prevId: "", _meta: {} }));
}

// drizzle cannot say STRICT; without it SQLite stores values of any type in any column.
function strict(statement: string): string {
  return statement.startsWith("CREATE TABLE") ? statement.replace(/\)\s*;?\s*$/, ") STRICT;\n") : statement;
}
