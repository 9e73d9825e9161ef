import { type SQL, type SQLWrapper, sql } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";
import { engine } from "./engine.ts";

/**
 * Whether a column holds one of the values of a list that is a single parameter, so that a statement is the same for any number of them.
 *
 * @param list - a parameter of kind `String`, run with what `listOf` makes.
 * @example
 * const some = prepared("some", { ids: String }, (db, $) => db.select().from(tasks).where(isOneOf(tasks.id, $.ids)));
 * await some.all(ctx.db, { ids: listOf(tasks.id, ids) });
 */
export function isOneOf(column: AnyPgColumn, list: SQLWrapper | string): SQL {
  if (engine === "postgres") return sql`${column} = any(array(select ${element(column)} from ${elements(list)}))`;
  return sql`${column} in (select plinth_element.value from ${elements(list)})`;
}

/** The values as one text, each encoded by its column. @throws ValueError when the column cannot hold one. */
export function listOf(column: AnyPgColumn, values: readonly unknown[]): string {
  return JSON.stringify(values.map((value) => column.mapToDriverValue(value)));
}

/** The rows of a list, named `plinth_element`. */
export function elements(list: SQLWrapper | string): SQL {
  if (engine === "postgres") return sql`jsonb_array_elements_text(${list}::jsonb) as plinth_element(value)`;
  return sql`json_each(${list}) as plinth_element`;
}

/** The value of such a row, as one of the column. */
export function element(column: AnyPgColumn): SQL {
  if (engine !== "postgres") return sql`plinth_element.value`;
  // A cast names a type, and a collation is none.
  return sql`plinth_element.value::${sql.raw(column.getSQLType().replace(/ collate .*$/i, ""))}`;
}
