import {
  Column,
  getTableColumns,
  is,
  Name,
  Param,
  Placeholder,
  SQL,
  type SQLWrapper,
  StringChunk,
  Subquery,
  Table,
} from "drizzle-orm";
import { tableName } from "../changes.ts";
import { isSelect, type SelectConfig } from "./select.ts";

/** Which columns a statement says anything about, by the names of their tables. */
export class Mentions {
  readonly #columns = new Map<string, Set<string>>();
  /** Tables that stand in raw text, of which it may say anything. */
  readonly #whole = new Set<string>();
  readonly #words = new Set<string>();

  /** @param selectOf - finds the select that a piece of SQL was built from. */
  constructor(readonly selectOf: (built: SQL) => SelectConfig | undefined) {}

  /** The columns of a table, or `undefined` when it may be any. */
  of(table: string, all: readonly string[]): ReadonlySet<string> | undefined {
    // A column may also stand in raw text by its name.
    if (this.#whole.has(table) || all.some((column) => this.#words.has(column))) return undefined;
    return this.#columns.get(table) ?? new Set();
  }

  add(part: unknown): void {
    if (part === null || typeof part !== "object" || is(part, Param) || is(part, Placeholder) || is(part, Name)) return;
    if (is(part, StringChunk)) this.#read(part);
    // Safe because every table of the vocabulary is typed as one of Postgres.
    else if (is(part, Table)) this.#whole.add(tableName(part as never));
    else if (is(part, Column)) this.#mention(part);
    else if (is(part, SQL)) this.#addSql(part);
    else if (is(part, SQL.Aliased)) this.add(part.sql);
    else if (is(part, Subquery)) this.add(part._.sql);
    else if (Array.isArray(part)) for (const each of part) this.add(each);
    else if (isSelect(part)) this.#addSelect(part.config);
    else if ("getSQL" in part && typeof part.getSQL === "function") this.add(part.getSQL());
    else if (Object.getPrototypeOf(part) === Object.prototype) this.add(Object.values(part));
  }

  #addSql(built: SQL): void {
    const config = this.selectOf(built);
    if (config) this.#addSelect(config);
    else this.add(built.queryChunks);
  }

  /** What is selected, compared and ordered by; that a table is read at all says nothing of its columns. */
  #addSelect(config: SelectConfig): void {
    const {
      table,
      joins = [],
      fields,
      where,
      having,
      orderBy,
      groupBy,
      distinct,
      withList,
      setOperators = [],
    } = config;
    for (const source of [table, ...joins.map((join) => join.table)]) if (!is(source, Table)) this.add(source);
    for (const field of Object.values(fields))
      this.add(is(field, Table) ? Object.values(getTableColumns(field)) : field);
    this.add([where, having, orderBy, groupBy, distinct, withList, joins.map(({ on }) => on)]);
    this.add(
      setOperators.flatMap(({ rightSelect, orderBy: order }): (SQLWrapper | unknown[] | undefined)[] => [
        rightSelect,
        order,
      ]),
    );
  }

  #mention(column: Column): void {
    // Safe because every table of the vocabulary is typed as one of Postgres.
    const name = tableName(column.table as never);
    const columns = this.#columns.get(name) ?? new Set();
    this.#columns.set(name, columns.add(column.name));
  }

  #read(text: StringChunk): void {
    for (const [word] of text.value.join(" ").matchAll(/\w+/g)) this.#words.add(word.toLowerCase());
  }
}
