import { is, Param, Placeholder, SQL, StringChunk } from "drizzle-orm";
import { Column } from "drizzle-orm/column";
import { getTableName } from "drizzle-orm/table";
import { isSelect } from "./select.ts";

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
    return value === undefined ? sameAsFound(left, right) : { column: left, values: [value] };
  }
  if (isText(between, " in ") && !Array.isArray(right)) return sameAsFound(left, right);
  if (isText(between, " in ") && Array.isArray(right) && right.length <= MOST_VALUES) {
    const values = right.map(parameter);
    return values.every((value) => value !== undefined) ? { column: left, values } : undefined;
  }
  return undefined;
}

/** A column that equals the one column of a select has the values that the select demands of it. */
function sameAsFound(column: Column, select: unknown): Equality | undefined {
  if (!isSelect(select)) return undefined;
  const [found, ...others] = Object.values(select.config.fields);
  if (others.length > 0 || !is(found, Column)) return undefined;
  const demanded = equalitiesIn(select.config.where).find(({ column: { name, table } }) => {
    return name === found.name && getTableName(table) === getTableName(found.table);
  });
  return demanded && { column, values: demanded.values };
}

/** A parameter, however often it is wrapped. */
function parameter(value: unknown): Param | Placeholder | undefined {
  if (is(value, Param) || is(value, Placeholder)) return value;
  if (!is(value, SQL)) return undefined;
  const parts = meaningful(value);
  return parts.length === 1 ? parameter(parts[0]) : undefined;
}

/** The parts of a piece of SQL without the empty texts that drizzle leaves between them. */
export function meaningful(piece: SQL): unknown[] {
  return piece.queryChunks.filter((chunk) => !isText(chunk, ""));
}

function isText(chunk: unknown, text: string): boolean {
  return textOf(chunk) === text;
}

/** A piece of raw SQL whose parts are only read when they are the end of a subquery: `… where <condition>) …`. */
export function endsSubquery(chunk: unknown): boolean {
  const text = chunk === undefined ? "" : textOf(chunk);
  return text !== undefined && /^\s*($|\)|(order|group) by\b|limit\b)/i.test(text);
}

export function isAs(chunk: unknown): boolean {
  return /^\s*as\s*$/i.test(textOf(chunk) ?? "");
}

export function isWhere(chunk: unknown): boolean {
  return /^\s*where\s*$/i.test(textOf(chunk) ?? "");
}

function textOf(chunk: unknown): string | undefined {
  return is(chunk, StringChunk) ? chunk.value.join("") : undefined;
}
