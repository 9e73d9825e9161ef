import { is, type SQL, sql } from "drizzle-orm";
import { Column } from "drizzle-orm/column";
import type { AnyPgColumn } from "drizzle-orm/pg-core";

// The engines disagree on where NULLs sort by default. A column without NULLs is left plain, so that an index can serve it.

/** Smallest first, NULLs last. A column of a left-joined table may be NULL whatever its table says: pass it as sql`${column}`. */
export function ascending(by: AnyPgColumn | SQL): SQL {
  return isNeverNull(by) ? sql`${by} asc` : sql`${by} asc nulls last`;
}

/** Largest first, NULLs last. For a column of a left-joined table see `ascending`. */
export function descending(by: AnyPgColumn | SQL): SQL {
  return isNeverNull(by) ? sql`${by} desc` : sql`${by} desc nulls last`;
}

function isNeverNull(by: AnyPgColumn | SQL): boolean {
  return is(by, Column) && by.notNull;
}
