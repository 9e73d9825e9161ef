import type { Column } from "drizzle-orm/column";
import { type PgTable, getTableConfig as postgresConfig } from "drizzle-orm/pg-core";
import { getTableConfig as sqliteConfig } from "drizzle-orm/sqlite-core";
import { engine } from "./engine.ts";

/** The names of a table's columns, as changes and reads need them. */
export interface ColumnNames {
  all: string[];
  primary: string[];
  /** What rows are told apart by: the columns of the primary key first, then those of references. */
  keys: string[];
}

const known = new WeakMap<object, ColumnNames>();

export function columnNames(table: PgTable): ColumnNames {
  let names = known.get(table);
  if (!names) {
    names = namesOf(table);
    known.set(table, names);
  }
  return names;
}

function namesOf(table: PgTable): ColumnNames {
  // Safe because both configurations have the parts that are read here.
  const config = (engine === "postgres" ? postgresConfig(table) : sqliteConfig(table as never)) as {
    columns: Column[];
    primaryKeys: { columns: Column[] }[];
    foreignKeys: { reference(): { columns: Column[] } }[];
  };
  const primary = [
    ...config.columns.filter((column) => column.primary),
    ...config.primaryKeys.flatMap(({ columns }) => columns),
  ];
  const keys = [...primary, ...config.foreignKeys.flatMap((key) => key.reference().columns)];
  const named = (columns: Column[]) => [...new Set(columns.map(({ name }) => name))];
  return { all: named(config.columns), primary: named(primary), keys: named(keys) };
}
