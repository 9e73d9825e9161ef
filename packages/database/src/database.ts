import { engineOf } from "./engine.ts";
import type { Read } from "./handles.ts";
import { openPostgres } from "./postgres/open.ts";
import { openSqlite } from "./sqlite/open.ts";
import { enclosing, Unit, type UnitAbortedError, type Work } from "./unit.ts";

/** How to open a database. Everything but `url` has a default. */
export interface DatabaseOptions {
  /** `postgres://…`, or the path of an SQLite file with or without `file:`. */
  url: string;
  /** The folder that holds `sqlite/` and `postgres/` migrations. Pending ones are applied; left out, none are looked at. */
  migrations?: string;
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
  version(): number;
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
   * A number that is another one after every commit: of anyone on engines that can tell, of this process on the others. What was read
   * while it stood still is still true of this process's own writes.
   */
  version(): number;
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
  let closed: Promise<void> | undefined;
  return {
    read: connection.read,
    version: () => connection.version(),
    ping: () => connection.ping(),
    close: () => {
      closed ??= connection.close();
      return closed;
    },
    write: (work, { name = "unnamed" } = {}) => {
      const outer = enclosing(connection.writer);
      return outer ? outer.nest(new Unit(name, outer.unit), work) : connection.writer.write(name, work);
    },
  };
}
