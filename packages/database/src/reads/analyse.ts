import { is, Name, Param, Placeholder, SQL, StringChunk, Subquery, Table } from "drizzle-orm";
import { Column } from "drizzle-orm/column";
import type { PgTable } from "drizzle-orm/pg-core";
import { getTableName } from "drizzle-orm/table";
import { tableName } from "../changes.ts";
import { columnNames } from "../key-columns.ts";
import { type Equality, endsSubquery, equalitiesIn, isAs, isWhere, meaningful } from "./conditions.ts";
import { Mentions } from "./mentions.ts";
import type { UnboundRead } from "./read-set.ts";
import { isSelect, type SelectConfig } from "./select.ts";

/** A statement of which it cannot be told what it reads. */
export class UnknownReadsError extends Error {
  override name = "UnknownReadsError";
}

const selects = new WeakMap<SQL, SelectConfig>();

/** Remembers which select a piece of SQL was built from, so that it can be read as a tree instead of as text. */
export function rememberSelect(built: SQL, config: SelectConfig): void {
  selects.set(built, config);
}

/**
 * The tables a statement reads, each with the narrowest condition that surely holds for the rows it depends on: an equality on a key,
 * demanded by the `where` or by a join. Whatever cannot be told apart counts as the whole table.
 *
 * @throws UnknownReadsError when the statement is raw text that names no table as an object.
 */
export function analyse(statement: SQL): UnboundRead[] {
  const config = selects.get(statement);
  const reads = config ? readsOfSelect(config) : readsIn(statement);
  if (reads.length === 0) {
    throw new UnknownReadsError(
      "A live query ran SQL that does not say what it reads. Build it with `db.select()`, or put its tables into the text as objects instead of by name.",
    );
  }
  const mentions = new Mentions((built) => selects.get(built));
  mentions.add(statement);
  return reads.map((read) => ({ ...read, columns: mentions.of(tableName(read.table), columnNames(read.table).all) }));
}

function readsOfSelect(config: SelectConfig): UnboundRead[] {
  const { table, joins = [], where, fields, setOperators = [] } = config;
  const outer = joins.some(({ joinType }) => joinType === "right" || joinType === "full");
  const everywhere = outer
    ? []
    : [where, ...joins.filter(({ joinType }) => joinType === "inner").map(({ on }) => on)].flatMap(equalitiesIn);
  const sources = [{ source: table, on: undefined }, ...joins.map(({ table: source, on }) => ({ source, on }))];
  return [
    ...sources.flatMap(({ source, on }) => readsOfSource(source, outer ? [] : [...everywhere, ...equalitiesIn(on)])),
    ...[where, config.having, ...joins.map(({ on }) => on)].flatMap(readsIn),
    ...Object.values(fields).flatMap(readsOfField),
    ...[config.orderBy, config.groupBy, config.distinct].flatMap(readsIn),
    ...(config.withList ?? []).flatMap(readsIn),
    ...setOperators.flatMap(({ rightSelect, orderBy }) => [...readsIn(rightSelect), ...readsIn(orderBy)]),
  ];
}

function readsOfSource(source: unknown, equalities: Equality[], alias?: string): UnboundRead[] {
  if (!is(source, Table)) return readsIn(source);
  // Safe because every table of the vocabulary is typed as one of Postgres.
  const table = source as PgTable;
  const name = alias ?? getTableName(source);
  const mine = equalities.filter(({ column }) => getTableName(column.table) === name);
  for (const key of columnNames(table).keys) {
    const found = mine.find(({ column }) => column.name === key);
    if (found) return [{ table, column: key, values: found.values }];
  }
  return [{ table }];
}

/** A table among the fields only stands for its columns: that it is read says the `from`. */
function readsOfField(field: unknown): UnboundRead[] {
  return is(field, Table) ? [] : readsIn(field);
}

const leaves = [StringChunk, Column, Param, Placeholder, Name];

/** Whatever is read by the parts of an expression: subqueries as selects, tables in raw SQL whole. */
function readsIn(part: unknown): UnboundRead[] {
  if (part === null || typeof part !== "object" || leaves.some((leaf) => is(part, leaf))) return [];
  if (is(part, SQL)) {
    const config = selects.get(part);
    return config ? readsOfSelect(config) : readsInText(part);
  }
  if (is(part, SQL.Aliased)) return readsIn(part.sql);
  if (is(part, Subquery)) return readsIn(part._.sql);
  // Safe because every table of the vocabulary is typed as one of Postgres.
  if (is(part, Table)) return [{ table: part as PgTable }];
  if (Array.isArray(part)) return part.flatMap(readsIn);
  if (isSelect(part)) return readsOfSelect(part.config);
  if ("getSQL" in part && typeof part.getSQL === "function") return readsIn(part.getSQL());
  if (Object.getPrototypeOf(part) === Object.prototype) return Object.values(part).flatMap(readsIn);
  return [];
}

/** In raw SQL a table is read whole, unless what follows it is a condition and nothing that could undo it. */
function readsInText(text: SQL): UnboundRead[] {
  const meant = meaningful(text);
  return meant.flatMap((chunk, at) => {
    if (!is(chunk, Table)) return readsIn(chunk);
    const alias = isAs(meant[at + 1]) ? meant[at + 2] : undefined;
    const [where, condition, end] = meant.slice(at + (is(alias, Name) ? 3 : 1));
    const narrowed = isWhere(where) && endsSubquery(end);
    return readsOfSource(chunk, narrowed ? equalitiesIn(condition) : [], is(alias, Name) ? alias.value : undefined);
  });
}
