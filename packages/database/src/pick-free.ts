import { type SQL, type SQLWrapper, sql } from "drizzle-orm";
import type { AnyPgColumn, PgSelect } from "drizzle-orm/pg-core";
import { engine } from "./engine.ts";

/**
 * Whether a row is among those that a query picks, which runs once. Rows that another transaction is changing are passed over, not waited for.
 *
 * @param picked - a select of the column alone, in an order and with a limit.
 * @example db.update(jobs).set({ state: "running" }).where(isPickedFree(jobs.id, db.select({ id: jobs.id }).from(jobs).limit(10)))
 */
export function isPickedFree(column: AnyPgColumn, picked: SQLWrapper): SQL {
  // Where there is one writer, nobody else is changing any.
  if (engine !== "postgres") return sql`${column} in (${picked})`;
  // Safe because on this engine every select can lock. As a plain subquery it could be run again for each row, each time with a limit of its own.
  return sql`${column} = any(array(${(picked as unknown as PgSelect).for("update", { skipLocked: true })}))`;
}
