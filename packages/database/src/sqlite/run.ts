import type { Statement } from "better-sqlite3";
import type { DeclaredQuery, Run } from "../declared.ts";
import { bindParameters } from "../parameters.ts";
import { rowReader } from "../row-reader.ts";

/** Runs what drizzle prepared for SQLite, straight on the compiled statement. */
export function sqliteRun<Row>(prepared: object): Run<Row> {
  // Safe because drizzle's prepared query for better-sqlite3 has these; the version is pinned and every prepared query's test runs this.
  const { query, fields, joinsNotNullableMap, stmt } = prepared as DeclaredQuery & { stmt: { raw(): Statement } };
  const bind = bindParameters(query.params);
  const read = rowReader<Row>(fields, joinsNotNullableMap);
  const statement = stmt.raw();
  return (values) => {
    const rows = statement.all(bind(values));
    for (let i = 0; i < rows.length; i++) rows[i] = read(rows[i] as unknown[]);
    return rows as Row[];
  };
}
