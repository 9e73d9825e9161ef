import { is, Param, Placeholder } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";

/** A table that a statement reads: the rows whose `column` has one of the `values`, or without a column any of its rows. */
export interface UnboundRead {
  table: PgTable;
  /** Those of the columns that the statement says anything about; without, it may be all. */
  columns?: ReadonlySet<string> | undefined;
  column?: string;
  /** Each a value the driver takes, or a parameter that becomes one. */
  values?: readonly unknown[];
}

/** The same with the parameters filled in, as text: what a change is compared with. */
export interface RowsRead {
  table: PgTable;
  columns?: ReadonlySet<string> | undefined;
  column?: string;
  values?: readonly string[];
}

/** Told of everything that a tracked handle reads, before it does. */
export type OnRead = (reads: readonly RowsRead[]) => void;

/** Fills the parameters of a declared statement in. */
export function filledIn(reads: readonly UnboundRead[], values: Record<string, unknown>): RowsRead[] {
  return reads.map(({ table, columns, column, values: wanted }) =>
    column && wanted
      ? { table, columns, column, values: wanted.map((value) => String(encoded(value, values))) }
      : { table, columns },
  );
}

function encoded(value: unknown, given: Record<string, unknown>): unknown {
  if (is(value, Placeholder)) return given[value.name];
  if (!is(value, Param)) return value;
  const raw = is(value.value, Placeholder) ? given[value.value.name] : value.value;
  return value.encoder.mapToDriverValue(raw);
}
