import { type SQL, sql } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";
import { fold, textValue, ValueError } from "./values.ts";

// SQLite refuses longer patterns.
const MAX_LENGTH = 10_000;

/** Whether a column that holds folded text (see `fold`) contains `text`, regardless of case and accents. */
export function contains(column: AnyPgColumn, text: string): SQL {
  return sql`${column} like ${`%${literally(text)}%`} escape '\\'`;
}

/** Whether a column that holds folded text (see `fold`) starts with `text`, regardless of case and accents. */
export function startsWith(column: AnyPgColumn, text: string): SQL {
  return sql`${column} like ${`${literally(text)}%`} escape '\\'`;
}

function literally(text: string): string {
  const folded = fold(textValue(text));
  if (folded.length > MAX_LENGTH) throw new ValueError(`expected at most ${MAX_LENGTH} characters to search for`);
  return folded.replace(/[\\%_]/g, "\\$&");
}
