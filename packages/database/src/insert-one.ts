import { type Column, getTableColumns, sql } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";
import { getTableName } from "drizzle-orm/table";
import { declared } from "./declared.ts";
import { one } from "./errors.ts";
import type { Write } from "./handles.ts";

type Insert = (db: Write, values: Record<string, unknown>) => Promise<Record<string, unknown>>;

const inserts = new WeakMap<object, Insert>();
let declaredSoFar = 0;

/**
 * Inserts one row and returns it as it is stored. Its statement is built and compiled once per table and connection, where
 * `db.insert(…)` builds it each time.
 *
 * @throws what the engine says, as any statement; see `databaseErrorKind`.
 * @example const project = await insertOne(ctx.db, projects, { name, workspaceId });
 */
export function insertOne<T extends PgTable>(
  db: Write,
  table: T,
  values: T["$inferInsert"],
): Promise<T["$inferSelect"]> {
  let insert = inserts.get(table);
  if (!insert) {
    insert = insertInto(table);
    inserts.set(table, insert);
  }
  return insert(db, values);
}

function insertInto(table: PgTable): Insert {
  const columns = Object.entries<Column>(getTableColumns(table));
  const placeholders = Object.fromEntries(columns.map(([key]) => [key, sql`${sql.placeholder(key)}`]));
  declaredSoFar += 1;
  const name = `insert ${declaredSoFar} into ${getTableName(table)}`.slice(0, 63);
  const execute = declared<Record<string, unknown>>(name, (db) => db.insert(table).values(placeholders).returning());
  return async (db, values) => {
    const encoded: Record<string, unknown> = {};
    for (const [key, column] of columns) {
      const value = values[key] ?? column.defaultFn?.() ?? null;
      encoded[key] = value === null ? null : column.mapToDriverValue(value);
    }
    return one(Promise.resolve(execute(db, encoded)));
  };
}
