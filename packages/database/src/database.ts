import type { PgTable } from "drizzle-orm/pg-core";
import type { OnChange } from "./changes.ts";
import { type DryRun, dryRun, type RowCapture } from "./dry-run/dry-run.ts";
import { engineOf } from "./engine.ts";
import type { Read, Write } from "./handles.ts";
import { openPostgres } from "./postgres/open.ts";
import { openSqlite } from "./sqlite/open.ts";
import { enclosing, Unit, type UnitAbortedError, UnitClosedError, type Work } from "./unit.ts";

/** How to open a database. Everything but `url` has a default. */
export interface DatabaseOptions {
  /** `postgres://…`, or the path of an SQLite file with or without `file:`. */
  url: string;
  /** The folder that holds `sqlite/` and `postgres/` migrations. Pending ones are applied; left out, none are looked at. */
  migrations?: string;
  /** Those of whose rows dry runs tell. Default: none. */
  tables?: readonly PgTable[];
  /** A unit of work that holds its transaction longer is rolled back. Default 5,000. */
  writeLimitMs?: number;
  /** A unit of work slower than this is reported. Default 50. */
  slowWriteMs?: number;
  /** Connections per pool, where the engine pools. Default 10. */
  poolSize?: number;
  /** Told about slow and aborted units, applied migrations, lost connections, a disk that refuses to sync. */
  report?(event: DatabaseEvent): void;
}

export type DatabaseEvent =
  | { kind: "slow-write"; name: string; ms: number }
  | { kind: "aborted-write"; error: UnitAbortedError }
  | { kind: "migrated"; names: string[] }
  | { kind: "connection-lost"; error: Error }
  | { kind: "disk-failed"; error: unknown };

/** What each engine provides. */
export interface Connection {
  read: Read;
  writer: { write<T>(name: string, work: Work<T>): Promise<T> };
  /** Where other processes may write too: a handle whose every statement is a transaction of its own, soon but not yet durable. */
  shared?: Write;
  capture: RowCapture;
  version(tables: readonly PgTable[] | undefined): number;
  hears(tables: readonly PgTable[]): boolean;
  watch(tables: readonly PgTable[]): Promise<void>;
  onChange(listener: OnChange): () => void;
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** An open database. */
export interface Database {
  /** For queries. Its connections refuse writes. */
  read: Read;
  /**
   * Runs `work` in one serializable transaction and resolves when it is durable; when `work` throws, nothing of it is kept.
   * Inside another `write` it joins that transaction as a savepoint. On some engines `work` may run again after a clash with
   * another transaction, so it must have no other effects.
   *
   * @example
   * const project = await database.write((db) => one(db.insert(projects).values({ name }).returning()), { name: "createProject" });
   */
  write<T>(work: Work<T>, options?: { name?: string }): Promise<T>;
  /**
   * Runs `work` as `write` does, tells what it came to and which rows it would have changed, and undoes all of it. Nobody is told of changes.
   * Never inside a `write`.
   *
   * @example
   * const { rows } = await database.dryRun((db) => db.delete(projects).where(eq(projects.id, id)), { name: "deleteProject" });
   */
  dryRun<T>(work: Work<T>, options?: { name?: string }): Promise<DryRun<T>>;
  /** Whether other processes may write to it too, so that what this one keeps in memory is not the whole truth. */
  shared: boolean;
  /**
   * Runs one statement that is right by itself, such as an upsert that counts. On a shared database it is cheaper than `write` and
   * promises less: a crash of the server may undo it for up to a second, and `version` does not tell of it. Never inside a `write`.
   *
   * @example
   * const { count } = await database.statement((db) => one(countVisit.all(db, { page })));
   */
  statement<T>(work: Work<T>): Promise<T>;
  /**
   * A number that is another one after every commit of this process that may have changed one of the tables, or without tables after every
   * commit; half a second after one of another process, on engines that can tell. What was read while it stood still is still true of this
   * process's own writes.
   */
  version(tables?: readonly PgTable[]): number;
  /**
   * Whether `version` tells of what others commit to these tables too, within moments. Where a connection tells of it, it takes up to four seconds
   * to notice that it leads nowhere. Where it cannot be told yet, `watch` begins it.
   */
  hears(tables: readonly PgTable[]): boolean;
  /** Resolves when `onChange` tells of every commit that touches one of the tables. Asking again costs nothing. */
  watch(tables: readonly PgTable[]): Promise<void>;
  /**
   * Tells of commits that may have changed watched tables, once they can be read: this process's, and those of any other client. At least
   * once, and in no order that means something; `"everything"` where it cannot be told what another process did, or while the connection
   * that tells was lost. Returns how to stop it.
   *
   * @example
   * await database.watch([tasks]);
   * const stop = database.onChange((changes) => console.log(changes));
   */
  onChange(listener: OnChange): () => void;
  /** Resolves when the database answers. */
  ping(): Promise<void>;
  /** Finishes what is queued, then lets go of the file or the server. Calling it again changes nothing. */
  close(): Promise<void>;
}

/**
 * Opens a database, creating and migrating it first where needed.
 *
 * @throws BootError or MigrationError when it must not be used as it is; the message says what to do.
 */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const connection = engineOf(options.url) === "postgres" ? await openPostgres(options) : await openSqlite(options);
  const { shared } = connection;
  let closed: Promise<void> | undefined;
  return {
    shared: shared !== undefined,
    read: connection.read,
    version: (tables) => connection.version(tables),
    hears: (tables) => connection.hears(tables),
    watch: (tables) => connection.watch(tables),
    onChange: (listener) => connection.onChange(listener),
    ping: () => connection.ping(),
    close: () => {
      closed ??= connection.close();
      return closed;
    },
    write: (work, { name = "unnamed" } = {}) => {
      const outer = enclosing(connection.writer);
      return outer ? outer.nest(new Unit(name, outer.unit), work) : connection.writer.write(name, work);
    },
    dryRun: (work, { name = "unnamed" } = {}) => dryRun(connection, options.tables ?? [], { name, work }),
    statement: async (work) => {
      // It would join the transaction on one engine and stand outside it on the other.
      if (enclosing(connection.writer)) throw new UnitClosedError("a statement of its own cannot run inside a `write`");
      return shared ? work(shared) : connection.writer.write("statement", work);
    },
  };
}
