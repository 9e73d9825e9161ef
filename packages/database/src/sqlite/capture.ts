import type { Database } from "better-sqlite3";
import type { PgTable } from "drizzle-orm/pg-core";
import { tableName } from "../changes.ts";
import type { RowCapture } from "../dry-run/dry-run.ts";
import type { OnRow, ReadValue, StoredRow } from "../dry-run/row-changes.ts";
import { columnNames } from "../key-columns.ts";
import type { Unit } from "../unit.ts";
import type { SqliteChanges } from "./changes.ts";

/** Sees changed rows by temporary triggers that go with the transaction they were made in, so that others never pay for them. */
export class SqliteCapture implements RowCapture {
  #onRow: OnRow | undefined;
  #before: StoredRow | undefined;
  #triggers: string | undefined;

  constructor(
    readonly writing: Database,
    readonly tables: readonly PgTable[],
    readonly changes: SqliteChanges,
  ) {
    const columns = new Map(tables.map((table) => [tableName(table), columnNames(table).all]));
    writing.function("plinth_row", { varargs: true }, (change, table, ...values) => {
      const row = Object.fromEntries((columns.get(String(table)) ?? []).map((name, at) => [name, values[at]]));
      // One row of an update is told in two calls: a call takes about a hundred values.
      if (change === "from") this.#before = row;
      else if (change === "delete") this.#onRow?.(String(table), row, undefined);
      else this.#onRow?.(String(table), change === "to" ? this.#before : undefined, row);
      return null;
    });
  }

  readonly readValue: ReadValue = (column, stored) => column.mapFromDriverValue(stored);

  async prepare(): Promise<void> {}

  async during<T>({ unit }: { unit: Unit }, onRow: OnRow, run: () => Promise<T>): Promise<T> {
    this.#triggers ??= this.tables.map(triggersOf).join("\n");
    this.writing.exec(this.#triggers);
    this.#onRow = onRow;
    this.changes.ignore(unit);
    try {
      return await run();
    } finally {
      // What took too long may end long after its unit, when another is told.
      if (this.#onRow === onRow) this.#onRow = undefined;
    }
  }
}

function triggersOf(table: PgTable): string {
  const name = tableName(table);
  const tell = (change: string, row: string) =>
    `select plinth_row('${change}', '${name}', ${columnNames(table)
      .all.map((column) => `${row}."${column}"`)
      .join(", ")});`;
  return Object.entries({
    insert: tell("insert", "new"),
    update: tell("from", "old") + tell("to", "new"),
    delete: tell("delete", "old"),
  })
    .map(
      ([event, body]) =>
        `create temp trigger "dry_${name}_${event}" after ${event} on main."${name}" begin ${body} end;`,
    )
    .join("\n");
}
