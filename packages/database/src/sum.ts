import { type SQL, sql } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";

/**
 * The sum of an `integer` or `decimal` column, as a value of that column; NULL when there is nothing to add. Drizzle's own
 * gives text, and the unscaled number of a decimal on one of the engines.
 *
 * @example
 * const [{ total }] = await db.select({ total: sum(items.price) }).from(items);
 */
export function sum<C extends AnyPgColumn>(column: C): SQL<C["_"]["data"] | null> {
  return sql<C["_"]["data"] | null>`sum(${column})`.mapWith(column);
}
