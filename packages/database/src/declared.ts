import { isDeepStrictEqual } from "node:util";
import type { SQL } from "drizzle-orm";
import { engine } from "./engine.ts";
import { footingOf, type Read, type Write } from "./handles.ts";
import { postgresRun } from "./postgres/run.ts";
import { analyse } from "./reads/analyse.ts";
import { filledIn, type RowsRead, type UnboundRead } from "./reads/read-set.ts";
import type { SelectedField } from "./row-reader.ts";
import { sqliteRun } from "./sqlite/run.ts";

/** A finished query builder that returns rows. */
export interface RowQuery<Row> extends PromiseLike<Row[]> {
  toSQL(): { params: unknown[] };
  getSQL(): SQL;
  prepare(name: string): object;
}

/** What drizzle prepares, on either engine: the statement, what it selects, and which of its joins always find a row. */
export interface DeclaredQuery {
  query: { sql: string; params: unknown[] };
  fields: SelectedField[];
  joinsNotNullableMap?: Record<string, boolean>;
}

/** Runs a statement with values by name. Rows come at once where the engine has them at once, which saves a promise per run. */
export type Run<Row> = (values: Record<string, unknown>) => Promise<Row[]> | Row[];

const names = new Set<string>();

/** Declares a statement that is built and compiled once per connection, and runs it on whichever handle it is given. */
export function declared<Row>(
  name: string,
  build: (db: Write) => RowQuery<Row>,
): (db: Read, values: Record<string, unknown>) => Promise<Row[]> | Row[] {
  claimName(name);
  const perConnection = new WeakMap<object, Run<Row>>();
  let reads: UnboundRead[] | undefined;
  return (db, values) => {
    const { connection, unguarded, guard, tracking } = footingOf(db);
    guard?.before();
    let bound: RowsRead[] = [];
    if (tracking) {
      reads ??= analyse(build(unguarded()).getSQL());
      bound = filledIn(reads, values);
      tracking.onRead(bound);
    }
    let run = perConnection.get(connection);
    if (!run) {
      run = compiled(name, build(unguarded()), connection);
      perConnection.set(connection, run);
    }
    if (!guard) {
      const { shared } = tracking ?? {};
      // Safe because a name stands for one declaration, and the values for its parameters.
      return shared
        ? (shared.rows(`${name} ${JSON.stringify(values)}`, bound, () => run(values)) as ReturnType<typeof run>)
        : run(values);
    }
    const failed = (error: unknown) => {
      guard.failed(error);
      throw error;
    };
    try {
      const rows = run(values);
      return rows instanceof Promise ? rows.catch(failed) : rows;
    } catch (error) {
      return failed(error);
    }
  };
}

function claimName(name: string): void {
  if (names.has(name)) throw new Error(`two prepared queries are named "${name}"`);
  // Postgres cuts longer names off, and two could become one.
  if (Buffer.byteLength(name) > 63) throw new Error(`the name of a prepared query has at most 63 bytes: "${name}"`);
  names.add(name);
}

function compiled<Row>(name: string, query: RowQuery<Row>, connection: object): Run<Row> {
  if (!isDeepStrictEqual(query.toSQL().params, query.toSQL().params)) {
    throw new Error(`"${name}" would store the same generated value in each run: make it a parameter`);
  }
  const prepared = query.prepare(name);
  return engine === "postgres" ? postgresRun(prepared, connection) : sqliteRun(prepared);
}
