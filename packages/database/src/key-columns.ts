import type { Column } from "drizzle-orm/column";
import { type PgTable, getTableConfig as postgresConfig } from "drizzle-orm/pg-core";
import { getTableConfig as sqliteConfig } from "drizzle-orm/sqlite-core";
import { engine } from "./engine.ts";

const known = new WeakMap<object, string[]>();

/** The names of the columns that changes are told apart by: those of the primary key first, then those of references. */
export function keyColumns(table: PgTable): string[] {
  let names = known.get(table);
  if (!names) {
    names = namesOf(table);
    known.set(table, names);
  }
  return names;
}

function namesOf(table: PgTable): string[] {
  // Safe because both configurations have the parts that are read here.
  const config = (engine === "postgres" ? postgresConfig(table) : sqliteConfig(table as never)) as {
    columns: Column[];
    primaryKeys: { columns: Column[] }[];
    foreignKeys: { reference(): { columns: Column[] } }[];
  };
  const keys = [
    ...config.columns.filter(({ primary }) => primary),
    ...config.primaryKeys.flatMap(({ columns }) => columns),
    ...config.foreignKeys.flatMap((key) => key.reference().columns),
  ];
  return [...new Set(keys.map(({ name }) => name))];
}
