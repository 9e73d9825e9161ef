import type { Database, Statement } from "better-sqlite3";
import { type Placeholder, type SQL, sql } from "drizzle-orm";
import { BetterSQLiteSession } from "drizzle-orm/better-sqlite3/session";
import { BaseSQLiteDatabase } from "drizzle-orm/sqlite-core";
import { SQLiteSyncDialect } from "drizzle-orm/sqlite-core/dialect";
import { type Guard, handle, type Tracking, type Write } from "../handles.ts";
import { filledIn, type OnRead } from "../reads/read-set.ts";
import { readsOfQuery, traceable } from "../reads/traceable.ts";

const STATEMENTS_KEPT = 500;
const dialect = traceable(new SQLiteSyncDialect());

// SQLite compiles a statement anew whenever a bare parameter of its LIMIT is bound; an expression it takes as it is. Defined on the object,
// because drizzle's types keep the method to its class.
Object.defineProperty(dialect, "buildLimit", {
  value: (limit: number | Placeholder | undefined): SQL | undefined =>
    limit === undefined ? undefined : sql` limit (${limit} + 0)`,
});

/** What drizzle asks of a statement. `raw()` answers with the twin that returns rows as arrays. */
interface CachedStatement {
  run: Statement["run"];
  all: Statement["all"];
  get: Statement["get"];
  raw(): { all: Statement["all"]; get: Statement["get"] };
}

/** Compiled statements of one connection by their text, the least recently used dropped first. */
export class StatementCache {
  readonly #kept = new Map<string, CachedStatement>();

  constructor(readonly connection: Database) {}

  prepare(text: string): CachedStatement {
    const known = this.#kept.get(text);
    if (known) {
      this.#kept.delete(text);
      this.#kept.set(text, known);
      return known;
    }
    const made = this.#compile(text);
    this.#kept.set(text, made);
    if (this.#kept.size > STATEMENTS_KEPT) {
      const [oldest] = this.#kept.keys();
      if (oldest !== undefined) this.#kept.delete(oldest);
    }
    return made;
  }

  #compile(text: string): CachedStatement {
    const plain = this.connection.prepare(text);
    // better-sqlite3 remembers raw mode on the statement, so each mode needs its own.
    const raw = plain.reader ? this.connection.prepare(text).raw() : plain;
    const runAsQuery = (...params: unknown[]) => {
      plain.run(...params);
      return [];
    };
    return {
      run: (...params) => plain.run(...params),
      // A statement that returns no rows is still asked for `all` when it is awaited.
      all: plain.reader ? (...params) => plain.all(...params) : runAsQuery,
      get: (...params) => plain.get(...params),
      raw: () => raw,
    };
  }
}

/** A drizzle database over one connection whose every statement passes the guard. */
export function sqliteHandle(statements: StatementCache, guard?: Guard, tracking?: Tracking): Write {
  const client = guard ? guarded(statements, guard) : statements;
  // Safe because drizzle's session only ever calls `prepare` on the client it is given.
  const session = new BetterSQLiteSession(client as unknown as Database, dialect, undefined);
  const db = new BaseSQLiteDatabase("sync", dialect, tracking ? telling(session, tracking.onRead) : session, undefined);
  return handle(db, {
    connection: statements,
    unguarded: () => sqliteHandle(statements),
    tracked: (more) => sqliteHandle(statements, guard, more),
    ...{ guard, tracking },
  });
}

/** Every statement that is not declared passes `prepareQuery`. */
function telling<S extends { prepareQuery(query: object, ...rest: never[]): unknown }>(session: S, onRead: OnRead): S {
  const prepare = session.prepareQuery.bind(session);
  const prepareQuery = (query: object, ...rest: never[]) => {
    onRead(filledIn(readsOfQuery(query), {}));
    return prepare(query, ...rest);
  };
  return Object.assign(session, { prepareQuery });
}

function guarded(statements: StatementCache, guard: Guard): { prepare(text: string): CachedStatement } {
  const watch =
    <A extends unknown[], R>(call: (...args: A) => R) =>
    (...args: A): R => {
      guard.before();
      try {
        return call(...args);
      } catch (error) {
        guard.failed(error);
        throw error;
      }
    };
  const watched = (statement: CachedStatement): CachedStatement => {
    const raw = statement.raw();
    return {
      run: watch(statement.run),
      all: watch(statement.all),
      get: watch(statement.get),
      raw: () => ({ all: watch(raw.all.bind(raw)), get: watch(raw.get.bind(raw)) }),
    };
  };
  // A statement that cannot even be compiled has failed too.
  const prepare = watch((text: string) => statements.prepare(text));
  return { prepare: (text) => watched(prepare(text)) };
}
