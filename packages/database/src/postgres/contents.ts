import { type ClientBase, escapeIdentifier } from "pg";
import type { Contents } from "../data-loss.ts";

/** Counts what every table of the current schema holds, as this transaction sees it. */
export async function postgresContents(client: ClientBase): Promise<Contents> {
  const contents = new Map<string, number>();
  for (const { name, columns } of await tables(client)) {
    const counts = ["*", ...columns.map(escapeIdentifier)].map((what) => `count(${what})`);
    const query = { text: `SELECT ${counts.join(", ")} FROM ${escapeIdentifier(name)}`, rowMode: "array" as const };
    const { rows } = await client.query<string[]>(query);
    const [total, ...values] = (rows[0] ?? []).map(Number);
    contents.set(name, total ?? 0);
    columns.forEach((column, at) => {
      contents.set(`${name}.${column}`, values[at] ?? 0);
    });
  }
  return contents;
}

async function tables(client: ClientBase): Promise<{ name: string; columns: string[] }[]> {
  const found = await client.query<{ name: string; columns: string[] }>(`
    SELECT relname AS name, coalesce(array_agg(attname::text ORDER BY attnum) FILTER (WHERE attnum > 0 AND NOT attisdropped), '{}') AS columns
    FROM pg_class LEFT JOIN pg_attribute ON attrelid = pg_class.oid
    WHERE relnamespace = quote_ident(current_schema())::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition
      AND relname <> 'plinth_migrations'
    GROUP BY relname`);
  return found.rows;
}
