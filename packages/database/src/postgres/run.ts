import type pg from "pg";
import type { DeclaredQuery, Run } from "../declared.ts";
import { bindParameters } from "../parameters.ts";
import { rowReader } from "../row-reader.ts";

/** Runs what drizzle prepared for Postgres, as a named statement that the server plans once per connection. */
export function postgresRun<Row>(prepared: object, connection: object): Run<Row> {
  // Safe because drizzle's prepared query for pg has these; the version is pinned and every prepared query's test runs this.
  const { query, fields, joinsNotNullableMap, queryConfig } = prepared as DeclaredQuery & {
    queryConfig: pg.QueryArrayConfig;
  };
  // Safe because a Postgres handle stands on a pool or on one client of it.
  const client = connection as pg.Pool;
  const bind = bindParameters(query.params);
  const read = rowReader<Row>(fields, joinsNotNullableMap);
  return async (values) => {
    const { rows } = await client.query(queryConfig, bind(values));
    return rows.map(read);
  };
}
