import type { NodePgQueryResultHKT } from "drizzle-orm/node-postgres";
import type { PgDatabase } from "drizzle-orm/pg-core";
import type { OnRead, RowsRead } from "./reads/read-set.ts";

type Full = PgDatabase<NodePgQueryResultHKT>;

/** A database that can only be read: `insert`, `update` and `delete` are not in its type, and its connection refuses writes. */
export interface Read extends Pick<Full, "select" | "selectDistinct" | "$with" | "$count"> {
  with(...queries: Parameters<Full["with"]>): Pick<ReturnType<Full["with"]>, "select" | "selectDistinct">;
}

/** The database inside one transaction. Dead once that transaction has ended. */
export interface Write extends Read, Pick<Full, "insert" | "update" | "delete"> {}

/** Asked before each statement, and told when one failed. */
export interface Guard {
  before(): void;
  failed(error: unknown): void;
}

/** What a handle stands on: its connection, a permanent unguarded handle on that connection, and the guard of its transaction. */
export interface Footing {
  connection: object;
  unguarded(): Write;
  guard?: Guard | undefined;
  tracking?: Tracking | undefined;
  /** The same handle, which tells what it reads. */
  tracked(tracking: Tracking): Write;
}

/** What becomes of what a handle reads. */
export interface Tracking {
  onRead: OnRead;
  shared?: ShareReads | undefined;
}

/** Where a declared read may find what another handle read a moment ago. */
export interface ShareReads {
  /** @param key - stands for one statement and the values of its parameters */
  rows<R extends readonly unknown[] | Promise<readonly unknown[]>>(
    key: string,
    reads: readonly RowsRead[],
    read: () => R,
  ): R;
}

const footings = new WeakMap<object, Footing>();

/** Types a drizzle database of either engine as a `Write`, and notes what it stands on. */
export function handle(db: object, footing: Footing): Write {
  footings.set(db, footing);
  // Safe because both engines' databases have the members of `Write` with the same meaning; the parity suite holds them to it.
  return db as Write;
}

export function footingOf(db: Read): Footing {
  const footing = footings.get(db);
  if (!footing) throw new TypeError("expected a database handle of this package");
  return footing;
}

/**
 * A handle on the same connection that tells what each statement reads before it runs.
 *
 * @param shared - with it, declared reads may be given what another handle read a moment ago.
 * @throws UnknownReadsError from a statement that does not say what it reads.
 * @example const db = tracked(database.read, (reads) => seen.push(...reads));
 */
export function tracked(db: Read, onRead: OnRead, shared?: ShareReads): Read {
  return footingOf(db).tracked({ onRead, shared });
}

/** Whether what this handle reads is shared with others, so that it pays to ask for what others ask for. */
export function sharesReads(db: Read): boolean {
  return footingOf(db).tracking?.shared !== undefined;
}
