import type { SQL } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";
import { isLike, literal } from "./like.ts";
import { fold, textValue, ValueError } from "./values.ts";

// SQLite refuses longer patterns.
const MAX_LENGTH = 10_000;

/** Whether a column that holds folded text (see `fold`) contains `text`, regardless of case and accents. */
export function contains(column: AnyPgColumn, text: string): SQL {
  return isLike(column, `%${literally(text)}%`);
}

/** Whether a column that holds folded text (see `fold`) starts with `text`, regardless of case and accents. */
export function startsWith(column: AnyPgColumn, text: string): SQL {
  return isLike(column, `${literally(text)}%`);
}

function literally(text: string): string {
  const folded = fold(textValue(text));
  if (folded.length > MAX_LENGTH) throw new ValueError(`expected at most ${MAX_LENGTH} characters to search for`);
  return literal(folded);
}
