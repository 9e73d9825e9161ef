import { type SQL, type SQLWrapper, sql } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";
import { fold, textValue } from "./values.ts";

/**
 * Whether a column that holds folded text (see `fold`) fits a pattern that is a parameter.
 *
 * @example
 * const named = prepared("named", { pattern: String }, (db, $) => db.select().from(tasks).where(isLike(tasks.titleFolded, $.pattern)));
 * await named.all(ctx.db, { pattern: containing("Café") });
 */
export function isLike(column: AnyPgColumn, pattern: SQLWrapper | string): SQL {
  return sql`${column} like ${pattern} escape '\\'`;
}

/** The pattern of text that contains this, regardless of case and accents. @throws ValueError for text that cannot be stored */
export function containing(text: string): string {
  return `%${literal(fold(textValue(text)))}%`;
}

/** The pattern of text that starts with this. */
export function startingWith(text: string): string {
  return `${literal(fold(textValue(text)))}%`;
}

/** Text that stands for itself in a pattern. */
export function literal(text: string): string {
  return text.replace(/[\\%_]/g, "\\$&");
}
