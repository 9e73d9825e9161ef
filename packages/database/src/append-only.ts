import type { PgTable } from "drizzle-orm/pg-core";
import { getTableName } from "drizzle-orm/table";
import { engine } from "./engine.ts";
import * as postgres from "./postgres/append-only.ts";
import * as sqlite from "./sqlite/append-only.ts";

/**
 * What a migration must hold for tables whose rows are never changed and never removed, whoever tries, for the engine of this process.
 *
 * @example for (const statement of appendOnlyStatements([events])) …
 */
export function appendOnlyStatements(tables: readonly PgTable[]): string[] {
  const { declarations, statements } = engine === "postgres" ? postgres : sqlite;
  return [...declarations(), ...tables.flatMap((table) => statements(getTableName(table)))];
}
