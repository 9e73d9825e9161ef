import type { SQLWrapper } from "drizzle-orm";
import { PgDialect } from "drizzle-orm/pg-core/dialect";
import type pg from "pg";
import type { Plan, TableRead } from "../explain.ts";
import { footingOf, type Read } from "../handles.ts";

/** A node of a plan. https://www.postgresql.org/docs/current/using-explain.html */
interface Node {
  "Node Type": string;
  "Relation Name"?: string;
  "Index Name"?: string;
  "Index Cond"?: string;
  Plans?: Node[];
}

const dialect = new PgDialect();

/** Reads `explain`. Several statements in one text take no parameters, so values are written into it. */
export async function postgresPlan(db: Read, query: SQLWrapper): Promise<Plan> {
  const { connection, guard } = footingOf(db);
  if (guard) throw new TypeError("explain takes the `read` of a database, not a transaction");
  // Safe because the handle for reads stands on a pool, which answers several statements with a list.
  const pool = connection as pg.Pool;
  const { sql } = dialect.sqlToQuery(query.getSQL().inlineParams());
  const settings = "set local enable_sort = off; set local enable_bitmapscan = off";
  const answers = (await pool.query(
    `begin; ${settings}; explain (format json) ${sql}; commit`,
  )) as unknown as pg.QueryResult<{ "QUERY PLAN": { Plan: Node }[] }>[];
  const nodes = answers.flatMap(({ rows }) => rows.flatMap((row) => row["QUERY PLAN"] ?? [])).map(({ Plan }) => Plan);
  const leading = await leadingColumns(pool);
  const readsOf = ({ Plans: inner = [], ...node }: Node): TableRead[] => {
    const table = node["Relation Name"];
    return [...(table === undefined ? [] : [{ table, how: howOf(node, leading) }]), ...inner.flatMap(readsOf)];
  };
  const sortedOf = (node: Node): string[] =>
    node["Node Type"] === "Sort" ? readsOf(node).map(({ table }) => table) : (node.Plans ?? []).flatMap(sortedOf);
  return { reads: nodes.flatMap(readsOf), sorted: nodes.flatMap(sortedOf) };
}

/** By index, its first column. */
async function leadingColumns(pool: pg.Pool): Promise<Map<string, string>> {
  const { rows } = await pool.query<{ name: string; first: string }>(
    "select relname as name, pg_get_indexdef(oid, 1, true) as first from pg_class where relkind = 'i'",
  );
  return new Map(rows.map(({ name, first }) => [name, first]));
}

function howOf(node: Node, leading: Map<string, string>): TableRead["how"] {
  if (node["Node Type"] === "Seq Scan") return "scan";
  // A condition on later columns alone is checked on every entry of the index.
  const words: string[] = node["Index Cond"]?.match(/\w+/g) ?? [];
  return words.includes(leading.get(node["Index Name"] ?? "") ?? "") ? "search" : "walk";
}
