import { type SQL, type SQLWrapper, sql } from "drizzle-orm";
import { engine } from "./engine.ts";

/**
 * The moment by the database's own clock, which is the same for all processes whatever theirs say, or so many milliseconds later.
 *
 * @param plusMs - a number, or a parameter of kind `Number`.
 * @example db.update(jobs).set({ leaseUntil: databaseNow(15_000) })
 */
export function databaseNow(plusMs: SQLWrapper | number = 0): SQL<Date> {
  if (engine === "postgres") {
    // To the millisecond, as moments are kept: rounded up it would be in the future.
    return sql`(date_trunc('milliseconds', clock_timestamp()) + ${plusMs} * interval '1 millisecond')`;
  }
  return sql`(cast(round(unixepoch('subsec') * 1000) as integer) + ${plusMs})`;
}
