import { type Column, getTableColumns } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";
import { tableName } from "../changes.ts";
import { columnNames } from "../key-columns.ts";

/** A row as a unit of work would change it: it comes without `before`, and goes without `after`. */
export interface RowChange {
  table: string;
  /** The values of its primary key; of all columns where there is none. */
  key: Row;
  before?: Row;
  after?: Row;
}

/** A row by the names its columns have in the code, such as `projectId`. */
export type Row = Record<string, unknown>;

/** A row by the names its columns have in the database, with values as the engine tells them. */
export type StoredRow = Record<string, unknown>;

/** Told of each change of a row, in order. */
export type OnRow = (table: string, before: StoredRow | undefined, after: StoredRow | undefined) => void;

/** Reads a value, which is not NULL, as the engine tells it. */
export type ReadValue = (column: Column, stored: unknown) => unknown;

// A unit may touch any number of rows before its time is up; who reads of them has an end as well.
const MOST_ROWS = 1_000;

interface Net {
  table: PgTable;
  before: StoredRow | undefined;
  after: StoredRow | undefined;
}

/** What becomes of each row in the end, however often it is changed on the way. */
export class RowChanges {
  readonly #tables: Map<string, PgTable>;
  readonly #rows = new Map<string, Net>();
  #more = 0;

  constructor(
    tables: readonly PgTable[],
    readonly readValue: ReadValue,
  ) {
    this.#tables = new Map(tables.map((table) => [tableName(table), table]));
  }

  readonly add: OnRow = (name, before, after) => {
    const table = this.#tables.get(name);
    if (!table) return;
    const from = before && keyIn(table, before);
    const to = after && keyIn(table, after);
    if (from !== undefined && to !== undefined && from !== to) {
      this.add(name, before, undefined);
      this.add(name, undefined, after);
      return;
    }
    const key = `${name} ${from ?? to}`;
    const known = this.#rows.get(key);
    if (known) known.after = after;
    else if (this.#rows.size < MOST_ROWS) this.#rows.set(key, { table, before, after });
    else this.#more += 1;
  };

  /** @returns the rows that come, go or are others in the end; and how many more changes there were than are told. */
  found(): { rows: RowChange[]; more: number } {
    const rows = [...this.#rows.values()].filter(isChange).map(({ table, before, after }) => {
      const keys = new Set(keyColumns(table));
      // Safe because each has one of them.
      const row = (after ?? before) as StoredRow;
      return {
        table: tableName(table),
        key: this.#read(table, row, ({ name }) => keys.has(name)),
        ...(before && { before: this.#read(table, before) }),
        ...(after && { after: this.#read(table, after) }),
      };
    });
    return { rows, more: this.#more };
  }

  #read(table: PgTable, stored: StoredRow, wanted: (column: Column) => boolean = () => true): Row {
    const row: Row = {};
    for (const [key, column] of Object.entries<Column>(getTableColumns(table))) {
      if (!wanted(column)) continue;
      const value = stored[column.name] ?? null;
      row[key] = value === null ? null : this.readValue(column, value);
    }
    return row;
  }
}

function isChange({ before, after }: Net): boolean {
  return JSON.stringify(before) !== JSON.stringify(after);
}

function keyIn(table: PgTable, row: StoredRow): string {
  return JSON.stringify(keyColumns(table).map((name) => row[name]));
}

/** A row without a primary key is known by all it says. */
function keyColumns(table: PgTable): string[] {
  const { primary, all } = columnNames(table);
  return primary.length > 0 ? primary : all;
}
