import { type Database, type Row, type RowChange, tableName, type Write } from "@plinth/database";
import { type EventRow, events } from "../events.ts";
import { loggable, namesSecret } from "../loggable.ts";

/** What a mutation would have done, had it not been undone. */
export interface DryRunReport {
  rows: PlannedRow[];
  /** What it would have recorded, in order. */
  events: (Omit<EventRow, "at"> & { at: string })[];
  /** How many more changes of rows there were than are told. */
  more: number;
}

/** A row that would come, go, or be another one. */
export interface PlannedRow {
  table: string;
  change: "insert" | "update" | "delete";
  key: Row;
  /** Of a row that stays only those that would have another value. */
  fields: Record<string, { before?: unknown; after?: unknown }>;
}

/** Stands for what is kept so that it can be compared with, and is nobody's to read. */
const HIDDEN = "(secret)";

/** Runs a mutation to its end, tells what it would have done, and undoes it. */
export async function dryRun<T>(
  database: Database,
  { name, run, tell }: { name: string; run: (db: Write) => Promise<T>; tell: (report: DryRunReport) => void },
): Promise<T> {
  const { result, rows, more } = await database.dryRun(run, { name });
  // Safe because these are rows of that table, as the code knows them.
  const recorded = rows.filter(isEvent).map(({ after }) => after as EventRow);
  tell({
    rows: rows.filter((row) => !isEvent(row)).map(planned),
    events: recorded.map((event) => ({ ...event, at: event.at.toISOString() })),
    more,
  });
  return result;
}

const isEvent = ({ table }: RowChange) => table === tableName(events);

function planned({ table, key, before, after }: RowChange): PlannedRow {
  const change = !before ? "insert" : after ? "update" : "delete";
  const fields: PlannedRow["fields"] = {};
  for (const name of Object.keys(after ?? before ?? {})) {
    const was = before && JSON.stringify(before[name]);
    const becomes = after && JSON.stringify(after[name]);
    if (was === becomes) continue;
    fields[name] = { ...(before && { before: shown(name, before) }), ...(after && { after: shown(name, after) }) };
  }
  return { table, change, key: Object.fromEntries(Object.keys(key).map((name) => [name, shown(name, key)])), fields };
}

function shown(name: string, row: Row): unknown {
  const value = row[name];
  if (value === null) return null;
  return namesSecret(name) ? HIDDEN : loggable(value);
}
