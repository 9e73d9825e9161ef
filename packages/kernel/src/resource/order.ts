import { type AnyColumn, ascending, descending } from "@plinth/database";
import { and, eq, gt, gte, isNotNull, isNull, lt, lte, or, type SQL, sql } from "drizzle-orm";

/** One column of an order. */
export interface SortKey {
  field: string;
  column: AnyColumn;
  down: boolean;
  /** Whether NULLs are to be reckoned with. They come last, whichever way the column is sorted. */
  nullable: boolean;
}

/**
 * The part of a list that one statement reads. A list that is sorted by a column with NULLs has two, because an index finds a place among
 * the values, or among the NULLs, but not across both.
 */
export type Part = "whole" | "values" | "nulls";

/** The keys of a declared sort, such as `["dueOn", "-createdAt"]`; `id` comes last, so that every row has exactly one place. */
export function sortKeys(columns: Record<string, AnyColumn>, declared: readonly string[]): SortKey[] {
  const keys = declared.map((name) => keyNamed(columns, name));
  if (keys.some(({ field }) => field === "id")) return keys;
  const last = declared.at(-1)?.startsWith("-") ?? false;
  return [...keys, keyNamed(columns, last ? "-id" : "id")];
}

function keyNamed(columns: Record<string, AnyColumn>, name: string): SortKey {
  const field = name.replace(/^-/, "");
  const column = columns[field];
  if (!column) throw new Error(`there is no column "${field}" to sort by`);
  return { field, column, down: name.startsWith("-"), nullable: !column.notNull };
}

/** The parts of a list in this order, first to last. */
export function partsOf(keys: readonly SortKey[]): Part[] {
  return keys[0]?.nullable ? ["values", "nulls"] : ["whole"];
}

/** The keys that order the rows of a part among each other. */
export function keysWithin(keys: readonly SortKey[], part: Part): SortKey[] {
  const [first, ...rest] = keys;
  if (!first || part === "whole") return [...keys];
  return part === "nulls" ? rest : [{ ...first, nullable: false }, ...rest];
}

/** Which rows are of the part. */
export function inPart(keys: readonly SortKey[], part: Part): SQL | undefined {
  const [first] = keys;
  if (!first || part === "whole") return undefined;
  return part === "nulls" ? isNull(first.column) : isNotNull(first.column);
}

/** The order of the rows of a part. */
export function orderWithin(keys: readonly SortKey[], part: Part): SQL[] {
  const within = keysWithin(keys, part);
  const [first] = keys;
  const [next] = within;
  // Among NULLs the first key says nothing, but a planner may only see the rest of an index's order together with it.
  return orderBy(
    part === "nulls" && first && next ? [{ ...first, nullable: false, down: next.down }, ...within] : within,
  );
}

export function orderBy(keys: readonly SortKey[]): SQL[] {
  return keys.map(({ column, down, nullable }) => {
    // A column of which no NULLs are left is ordered plainly, so that an index serves it.
    const by = nullable ? sql`${column}` : column;
    if (!nullable) return down ? sql`${by} desc` : sql`${by} asc`;
    return down ? descending(sql`${by}`) : ascending(sql`${by}`);
  });
}

/** Whether a row comes behind the place with these values, one for each key; `null` where the place has a NULL. */
export function behind(keys: readonly SortKey[], place: readonly (SQL | null)[]): SQL | undefined {
  const [key, ...rest] = keys;
  const [value = null, ...others] = place;
  if (!key) return undefined;
  const { column, down, nullable } = key;
  const next = behind(rest, others);
  if (value === null) return and(isNull(column), next);
  if (rest.length > 0 && isUniform(keys)) return rowBehind(keys, place);
  const beyond = down ? lt(column, value) : gt(column, value);
  if (nullable) return or(beyond, isNull(column), next && and(eq(column, value), next));
  if (!next) return beyond;
  // Says twice where the column is to be, because only the first is for an index.
  return and(down ? lte(column, value) : gte(column, value), or(beyond, next));
}

const isUniform = (keys: readonly SortKey[]) => keys.every((key) => !key.nullable && key.down === keys[0]?.down);

/** As row values, so that one index finds the place. */
function rowBehind(keys: readonly SortKey[], place: readonly (SQL | null)[]): SQL {
  const columns = sql.join(
    keys.map(({ column }) => sql`${column}`),
    sql`, `,
  );
  const values = sql.join(
    place.map((value) => sql`${value}`),
    sql`, `,
  );
  return keys[0]?.down ? sql`(${columns}) < (${values})` : sql`(${columns}) > (${values})`;
}
