import { is, Param, Placeholder, SQL, StringChunk } from "drizzle-orm";
import { Column } from "drizzle-orm/column";

/** A column that has one of some values, where a row is to be part of a result. */
export interface Equality {
  column: Column;
  /** Parameters of the statement. */
  values: readonly unknown[];
}

// More than these are not worth telling apart.
const MOST_VALUES = 50;

/** The equalities that a condition demands: those it joins by `and`, at any depth of brackets. What else it says only narrows further. */
export function equalitiesIn(condition: unknown): Equality[] {
  if (!is(condition, SQL)) return [];
  const parts = meaningful(condition);
  const [first, between, last] = parts;
  if (parts.length === 1) return equalitiesIn(first);
  if (parts.length === 3 && isText(first, "(") && isText(last, ")")) return equalitiesIn(between);
  if (parts.length > 2 && parts.every((part, at) => at % 2 === 0 || isText(part, " and "))) {
    return parts.flatMap((part) => equalitiesIn(part));
  }
  const equality = parts.length === 3 ? equalityOf(first, between, last) : undefined;
  return equality ? [equality] : [];
}

function equalityOf(left: unknown, between: unknown, right: unknown): Equality | undefined {
  if (!is(left, Column)) return undefined;
  if (isText(between, " = ")) {
    const value = parameter(right);
    return value === undefined ? undefined : { column: left, values: [value] };
  }
  if (isText(between, " in ") && Array.isArray(right) && right.length <= MOST_VALUES) {
    const values = right.map(parameter);
    return values.every((value) => value !== undefined) ? { column: left, values } : undefined;
  }
  return undefined;
}

/** A parameter, however often it is wrapped. */
function parameter(value: unknown): Param | Placeholder | undefined {
  if (is(value, Param) || is(value, Placeholder)) return value;
  if (!is(value, SQL)) return undefined;
  const parts = meaningful(value);
  return parts.length === 1 ? parameter(parts[0]) : undefined;
}

/** The parts of a piece of SQL without the empty texts that drizzle leaves between them. */
function meaningful(piece: SQL): unknown[] {
  return piece.queryChunks.filter((chunk) => !isText(chunk, ""));
}

function isText(chunk: unknown, text: string): boolean {
  return is(chunk, StringChunk) && chunk.value.join("") === text;
}
