import type { PgTable } from "drizzle-orm/pg-core";
import type { RowsRead } from "./reads/read-set.ts";

/** Rows of a table that a commit may have changed. */
export interface TableChange {
  table: string;
  /** By key column, the values that those rows had before or have now. Without: it may be any row. */
  keys?: ReadonlyMap<string, ReadonlySet<string>> | undefined;
  /** Of rows that stayed and are only others now: the columns that have another value. Without: rows may have come or gone as well. */
  columns?: ReadonlySet<string> | undefined;
}

/** What commits may have changed: never what it is now, and sometimes more than was. */
export type Changes = readonly TableChange[] | "everything";

export type OnChange = (changes: Changes) => void;

/** The name of a table in the database, also of one that a query gave another. */
export function tableName(table: PgTable): string {
  // Safe because every drizzle table knows its name under this symbol.
  return (table as unknown as Record<symbol, string>)[Symbol.for("drizzle:BaseName")] ?? "";
}

/** Whether a change may have changed what was read. */
export function affects(change: TableChange, { table, column, values, columns }: RowsRead): boolean {
  if (change.table !== tableName(table) || !shareColumn(change.columns, columns)) return false;
  const changed = column === undefined ? undefined : change.keys?.get(column);
  return changed === undefined || values === undefined || values.some((value) => changed.has(value));
}

/** Whether some column is in both; without columns, any may be. */
export function shareColumn(changed: ReadonlySet<string> | undefined, read: ReadonlySet<string> | undefined): boolean {
  if (!changed || !read) return true;
  for (const column of changed) if (read.has(column)) return true;
  return false;
}

/** Those who are told of changes. */
export class Listeners {
  readonly #all = new Set<OnChange>();

  get size(): number {
    return this.#all.size;
  }

  add(listener: OnChange): () => void {
    this.#all.add(listener);
    return () => this.#all.delete(listener);
  }

  tell(changes: Changes): void {
    for (const listener of this.#all) listener(changes);
  }
}

/** Collects the keys of rows that change, up to as many as are worth telling apart, and what of them does. */
export class ChangedKeys {
  #rows = 0;
  #changed: Set<string> | undefined = new Set();
  readonly #values: Map<string, Set<string>>;

  constructor(readonly columns: readonly string[]) {
    this.#values = new Map(columns.map((column) => [column, new Set()]));
  }

  /** @param changed - the columns that have another value; `undefined` when the row came or went. */
  add(values: readonly unknown[], changed: readonly string[] | undefined): void {
    this.#rows += 1;
    if (!changed) this.#changed = undefined;
    else for (const column of changed) this.#changed?.add(column);
    if (this.#rows > MOST_ROWS) return;
    this.columns.forEach((column, at) => {
      const value = values[at];
      if (value !== null && value !== undefined) this.#values.get(column)?.add(String(value));
    });
  }

  /** `undefined` when rows came or went. */
  get changed(): ReadonlySet<string> | undefined {
    return this.#changed;
  }

  /** `undefined` when too many rows changed. */
  get found(): ReadonlyMap<string, ReadonlySet<string>> | undefined {
    return this.#rows > MOST_ROWS ? undefined : this.#values;
  }
}

/** A statement that changes more rows than these counts as one that may have changed any. */
export const MOST_ROWS = 100;
