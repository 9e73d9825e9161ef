import { type SQL, sql } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";
import { engine } from "./engine.ts";

/**
 * For each row of a query, the values that a column has in the rows related to it: smallest first, an empty array when there are none. One
 * statement, where looking the relations up afterwards takes two.
 *
 * @param column - text, a number, a moment or a reference, never NULL; of a table that the query does not name otherwise.
 * @param relation - which of its rows belong to the one that is read.
 * @example db.select({ id: tasks.id, labelIds: relatedValues(taskLabels.labelId, eq(taskLabels.taskId, tasks.id)) }).from(tasks)
 */
export function relatedValues<C extends AnyPgColumn>(column: C, relation: SQL): SQL<C["_"]["data"][]> {
  const gathered = engine === "postgres" ? textArray(column, relation) : jsonArray(column, relation);
  // Wrapped once more, because drizzle takes the table's name off the columns of a lone table, but not deeper inside.
  return sql<C["_"]["data"][]>`${gathered}`.mapWith((given: string | string[]) => {
    if (given === "[]") return [];
    const all: unknown[] = typeof given === "string" ? JSON.parse(given) : given;
    return all.map((value) => column.mapFromDriverValue(value));
  });
}

// As text, because that is how this driver gives a single value of most types.
function textArray(column: AnyPgColumn, relation: SQL): SQL {
  return sql`array(select ${column}::text from ${column.table} where ${relation} order by ${column})`;
}

function jsonArray(column: AnyPgColumn, relation: SQL): SQL {
  return sql`(select json_group_array(value) from (select ${column} as value from ${column.table} where ${relation} order by 1))`;
}
