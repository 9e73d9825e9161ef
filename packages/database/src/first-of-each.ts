import { type SQL, type SQLWrapper, sql } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";
import { engine } from "./engine.ts";
import { element, elements } from "./is-one-of.ts";

/**
 * Whether a row is among the first few that belong to the same parent: the latest ten comments of each of fifty tasks, in one statement
 * that looks at no others where an index has the parent and the order.
 *
 * @param given.parents - a parameter of kind `String`, run with what `listOf(belongsTo, ids)` makes.
 * @param given.where - what else a row must fulfil to be counted; columns of its own table stand for the row.
 * @example
 * firstOfEach({ id: comments.id, belongsTo: comments.taskId, parents: $.ids, orderBy: [ascending(comments.id)], limit: 10 })
 */
export function firstOfEach(given: {
  id: AnyPgColumn;
  belongsTo: AnyPgColumn;
  parents: SQLWrapper | string;
  where?: SQL | undefined;
  orderBy: readonly SQL[];
  limit: unknown;
}): SQL {
  const { id, belongsTo, parents, where, orderBy, limit } = given;
  const condition = where ? sql` and (${where})` : sql``;
  // Within it the table's name means these rows, not those of the query around it.
  const first = sql`select ${id} as id from ${id.table} where ${belongsTo} = ${element(belongsTo)}${condition} order by ${sql.join([...orderBy], sql`, `)} limit (${limit} + 0)`;
  if (engine === "postgres") {
    return sql`${id} = any(array(select plinth_first.id from ${elements(parents)} cross join lateral (${first}) as plinth_first))`;
  }
  const ids = sql`select json_group_array(plinth_ids.id) from (${first}) as plinth_ids`;
  return sql`${id} in (select plinth_first.value from ${elements(parents)}, json_each((${ids})) as plinth_first)`;
}
