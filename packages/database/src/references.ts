import type { Column } from "drizzle-orm/column";
import { type AnyPgColumn, type PgTable, getTableConfig as postgresConfig } from "drizzle-orm/pg-core";
import { getTableConfig as sqliteConfig } from "drizzle-orm/sqlite-core";
import { getTableColumns } from "drizzle-orm/utils";
import { engine } from "./engine.ts";

/** A column that refers to rows of another table. */
export interface Reference {
  table: PgTable;
  column: AnyPgColumn;
  /** What the column is called in rows. */
  key: string;
  /** What happens to its row when the one it refers to is deleted; nothing where that is refused. */
  onDelete: "cascade" | "set null" | undefined;
}

/**
 * Every column of these tables that refers to rows of `target`, such as all that is somebody's.
 *
 * @example for (const { table, column } of referencesTo(users, Object.values(tables))) …
 */
export function referencesTo(target: PgTable, tables: readonly PgTable[]): Reference[] {
  return tables.flatMap((table) => {
    const columns = Object.entries<Column>(getTableColumns(table));
    return foreignKeys(table).flatMap(({ reference, onDelete }) => {
      const { foreignTable, columns: own } = reference();
      const [column] = own;
      const key = columns.find(([, one]) => one === column)?.[0];
      if (foreignTable !== target || !column || !key || own.length > 1) return [];
      // Safe because only these are ever declared; see `ref`. A column of the static type is one of either engine.
      return [{ table, column: column as AnyPgColumn, key, onDelete: onDelete as Reference["onDelete"] }];
    });
  });
}

interface ForeignKey {
  reference(): { foreignTable: unknown; columns: Column[] };
  onDelete: string | undefined;
}

function foreignKeys(table: PgTable): ForeignKey[] {
  // Safe because both configurations have the parts that are read here.
  const config = engine === "postgres" ? postgresConfig(table) : sqliteConfig(table as never);
  return config.foreignKeys as unknown as ForeignKey[];
}
