import type { Database } from "better-sqlite3";
import type { Contents } from "../data-loss.ts";

/** Counts what every ordinary table holds. Virtual tables and the tables behind them can be made again from the others. */
export function sqliteContents(connection: Database): Contents {
  const contents = new Map<string, number>();
  for (const table of tableNames(connection)) {
    const columns = connection.prepare("SELECT name FROM pragma_table_info(?)").pluck().all(table).map(String);
    const counts = ["*", ...columns.map(quoted)].map((what) => `count(${what})`);
    const row = connection
      .prepare(`SELECT ${counts.join(", ")} FROM ${quoted(table)}`)
      .raw()
      .get();
    const [rows, ...values] = Array.isArray(row) ? row.map(Number) : [];
    contents.set(table, rows ?? 0);
    columns.forEach((column, at) => {
      contents.set(`${table}.${column}`, values[at] ?? 0);
    });
  }
  return contents;
}

/** Indexes, triggers and views, each under the table it belongs to. Dropping a table takes them along without a word. */
export function sqliteAttachments(connection: Database): Map<string, string> {
  const rows = connection
    .prepare("SELECT type || ' ' || name, tbl_name FROM sqlite_schema WHERE type <> 'table' AND sql IS NOT NULL")
    .raw()
    .all() as [string, string][]; // Safe because both are text columns of the schema table.
  return new Map(rows);
}

function tableNames(connection: Database): string[] {
  return connection
    .prepare(
      "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT GLOB 'sqlite_*' AND name <> 'plinth_migrations'",
    )
    .pluck()
    .all()
    .map(String);
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
