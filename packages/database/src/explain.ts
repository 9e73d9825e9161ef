import type { SQLWrapper } from "drizzle-orm";
import { engine } from "./engine.ts";
import type { Read } from "./handles.ts";
import { postgresPlan } from "./postgres/explain.ts";
import { sqlitePlan } from "./sqlite/explain.ts";

/** How a query's rows are found. */
export interface Plan {
  /**
   * Each table that is read. `search`: an index leads to the rows that a condition wants; `walk`: all rows in the order of an index;
   * `scan`: all rows.
   */
  reads: TableRead[];
  /** Tables whose rows are sorted as a whole. Sorting only those that are alike in the first part of an index's order does not count. */
  sorted: string[];
}

export interface TableRead {
  table: string;
  how: "search" | "walk" | "scan";
}

/**
 * Asks the engine how it would run a query, without running it. Where the engine weighs costs it is told to avoid sorting, so that the
 * answer says whether an index could do, and not what is cheapest on the few rows of a test.
 *
 * @param db - the `read` of a database.
 * @example const { sorted } = await explain(database.read, database.read.select().from(tasks).orderBy(tasks.title)); // ["tasks"]
 */
export function explain(db: Read, query: SQLWrapper): Promise<Plan> {
  return engine === "postgres" ? postgresPlan(db, query) : sqlitePlan(db, query);
}
