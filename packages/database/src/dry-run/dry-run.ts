import type { PgTable } from "drizzle-orm/pg-core";
import type { Connection } from "../database.ts";
import type { Write } from "../handles.ts";
import { enclosing, Unit, UnitClosedError, type Work } from "../unit.ts";
import { type OnRow, type ReadValue, type RowChange, RowChanges } from "./row-changes.ts";

/** What a unit of work came to, and the rows it would have changed. */
export interface DryRun<T> {
  result: T;
  rows: RowChange[];
  /** How many more changes of rows there were than are told. */
  more: number;
}

/** How an engine sees each row that a transaction changes, also those that only hang on what it says. */
export interface RowCapture {
  readValue: ReadValue;
  /** Called outside of any transaction. */
  prepare(): Promise<void>;
  /** Tells of what `run` changes, inside a unit that is undone afterwards. */
  during<T>(outer: { db: Write; unit: Unit }, onRow: OnRow, run: () => Promise<T>): Promise<T>;
}

/** Runs a unit to its end as a savepoint of a transaction that is never committed. */
export async function dryRun<T>(
  { writer, capture }: Pick<Connection, "writer" | "capture">,
  tables: readonly PgTable[],
  { name, work }: { name: string; work: Work<T> },
): Promise<DryRun<T>> {
  // It would undo what it does not own, or wait for it for ever.
  if (enclosing(writer)) throw new UnitClosedError("a dry run cannot run inside a `write`");
  await capture.prepare();
  const undone = new Error("undone");
  let ran: DryRun<T> | undefined;
  const transaction = writer.write(name, async (db) => {
    const changes = new RowChanges(tables, capture.readValue);
    const outer = enclosing(writer);
    if (!outer) throw new Error("a unit runs inside itself");
    const result = await capture.during({ db, unit: outer.unit }, changes.add, () =>
      outer.nest(new Unit(name, outer.unit), work),
    );
    ran = { result, ...changes.found() };
    throw undone;
  });
  await transaction.catch((error: unknown) => {
    if (error !== undone) throw error;
  });
  if (!ran) throw new Error("a unit that was undone has run");
  return ran;
}
