import { is, type Placeholder, type SQL, sql } from "drizzle-orm";
import { Column } from "drizzle-orm/column";
import type { AnyPgColumn } from "drizzle-orm/pg-core";
import { declared, type RowQuery } from "./declared.ts";
import type { Read, Write } from "./handles.ts";
import { textValue, ValueError } from "./values.ts";

/** What a parameter stands for: a column (its type and encoding) or a plain type. */
export type Kind = AnyPgColumn | StringConstructor | NumberConstructor;
export type ValueOf<K extends Kind> = K extends AnyPgColumn
  ? K["_"]["data"]
  : K extends NumberConstructor
    ? number
    : string;
export type Values<P extends Record<string, Kind>> = { [N in keyof P]: ValueOf<P[N]> };
export type Placeholders<P extends Record<string, Kind>> = {
  [N in keyof P]: P[N] extends AnyPgColumn ? SQL<ValueOf<P[N]>> : Placeholder<string, ValueOf<P[N]>>;
};

/** A query declared once and run many times: its SQL is built and compiled once per connection. */
export interface Prepared<Db, P, Row> {
  /** All rows. */
  all(db: Db, values: P): Promise<Row[]>;
  /** The first row, or `undefined`. */
  first(db: Db, values: P): Promise<Row | undefined>;
}

/**
 * Declares a read once. Parameters are declared with the columns they are compared with, or with `String` or `Number`.
 *
 * @param name - unique in the process; Postgres keeps the statement under it.
 * @example
 * const openTasks = prepared("openTasks", { projectId: tasks.projectId, limit: Number }, (db, $) =>
 *   db.select().from(tasks).where(eq(tasks.projectId, $.projectId)).limit($.limit));
 * const rows = await openTasks.all(ctx.db, { projectId, limit: 20 });
 */
export function prepared<const P extends Record<string, Kind>, Row>(
  name: string,
  parameters: P,
  build: (db: Read, $: Placeholders<P>) => RowQuery<Row>,
): Prepared<Read, Values<P>, Row> {
  return declare(name, parameters, build);
}

/**
 * Declares an insert, update or delete that ends in `returning()`; otherwise as `prepared`. Values that a column makes by
 * itself, such as an `id`, must be parameters. A parameter is never NULL.
 */
export function preparedWrite<const P extends Record<string, Kind>, Row>(
  name: string,
  parameters: P,
  build: (db: Write, $: Placeholders<P>) => RowQuery<Row>,
): Prepared<Write, Values<P>, Row> {
  return declare(name, parameters, build);
}

function declare<P extends Record<string, Kind>, Row>(
  name: string,
  parameters: P,
  build: (db: Write, $: Placeholders<P>) => RowQuery<Row>,
): Prepared<Read, Values<P>, Row> {
  const kinds = Object.entries(parameters);
  // Safe because the type parameters of placeholders and SQL only exist for the compiler.
  const placeholders = Object.fromEntries(kinds.map(placeholderFor)) as Placeholders<P>;
  const plain = kinds.filter(([, kind]) => kind === String || kind === Number);
  const execute = declared(name, (db) => build(db, placeholders));
  const run = (db: Read, values: Values<P>) => {
    for (const [key, kind] of plain) assertPlain(kind, values[key]);
    return execute(db, values);
  };
  return {
    all: async (db, values) => run(db, values),
    first: async (db, values) => {
      const rows = run(db, values);
      return rows instanceof Promise ? (await rows)[0] : rows[0];
    },
  };
}

// By itself a placeholder passes its value to the driver as it is, and only some places of a query encode it.
function placeholderFor([key, kind]: [string, Kind]): [string, SQL | Placeholder] {
  const placeholder = sql.placeholder(key);
  return [key, is(kind, Column) ? sql`${sql.param(placeholder, kind)}` : placeholder];
}

// A parameter that stands beside a column is checked by that column; these may stand anywhere.
function assertPlain(kind: Kind, value: unknown): void {
  if (kind === String) textValue(value);
  else if (!Number.isFinite(value)) throw new ValueError("expected a finite number");
}
