import { randomUUID } from "node:crypto";
import { chmodSync, realpathSync } from "node:fs";
import { hostname } from "node:os";
import Sqlite from "better-sqlite3";
import { BootError } from "../boot-error.ts";

// Long enough for another starter to finish its claim, which takes a few milliseconds.
const SETTLE_MS = 250;

// A connection that is collected as garbage would let go of its lock.
const held = new Set<Sqlite.Database>();

/**
 * Claims an existing database file for this process. The claim is a lock of the operating system on `<file>.lock`, so it ends
 * with the process, even one killed by force; that the `.lock` file exists means nothing.
 *
 * @throws BootError `DATABASE_IN_USE`, naming the process that has it.
 * @example
 * const lock = lockSqliteFile("data/plinth.db");
 * lock.release();
 */
export function lockSqliteFile(file: string): { release(): void } {
  const path = `${realpathSync(file)}.lock`;
  const connection = new Sqlite(path, { timeout: SETTLE_MS });
  // As the database itself: what it says of this machine is nobody else's business.
  chmodSync(path, 0o600);
  try {
    claim(connection);
  } catch (error) {
    const reason = refusal(file, connection, error);
    connection.close();
    throw reason;
  }
  held.add(connection);
  return {
    release: () => {
      held.delete(connection);
      connection.close();
    },
  };
}

// A holder keeps a transaction open in which it has written nothing: no other can be started, yet the holder's row, committed
// just before, can be read. Another starter may come between that commit and the transaction, hence the second look.
function claim(connection: Sqlite.Database): void {
  const token = randomUUID();
  do {
    if (connection.inTransaction) connection.exec("ROLLBACK");
    connection.exec("BEGIN IMMEDIATE");
    connection.exec("CREATE TABLE IF NOT EXISTS holder (token TEXT, pid INTEGER, host TEXT, since TEXT) STRICT");
    connection.exec("DELETE FROM holder");
    connection
      .prepare("INSERT INTO holder VALUES (?, ?, ?, ?)")
      .run(token, process.pid, hostname(), new Date().toISOString());
    connection.exec("COMMIT");
    connection.exec("BEGIN IMMEDIATE");
  } while (connection.prepare("SELECT token FROM holder").pluck().get() !== token);
}

interface Holder {
  pid: number;
  host: string;
  since: string;
}

function refusal(file: string, connection: Sqlite.Database, error: unknown): unknown {
  const code = error instanceof Sqlite.SqliteError ? error.code : "";
  if (code === "SQLITE_NOTADB" || code.startsWith("SQLITE_CORRUPT")) {
    return new BootError(
      "DATABASE_IN_USE",
      `Whether ${file} is in use cannot be told: ${connection.name} is damaged. Make sure that no process uses the database, then delete that file.`,
      { cause: error },
    );
  }
  if (!code.startsWith("SQLITE_BUSY")) return error;
  return new BootError(
    "DATABASE_IN_USE",
    `${file} is in use by ${holderOf(connection)}. One process at a time may use an SQLite file: stop that one first, ` +
      "or set DATABASE_URL to a Postgres server, which many processes can share.",
    { cause: error },
  );
}

function holderOf(connection: Sqlite.Database): string {
  if (connection.inTransaction) connection.exec("ROLLBACK");
  try {
    // Safe because only `claim` writes this table.
    const holder = connection.prepare("SELECT pid, host, since FROM holder").get() as Holder | undefined;
    if (holder) return `process ${holder.pid} on ${holder.host} since ${holder.since}`;
  } catch (error) {
    if (!(error instanceof Sqlite.SqliteError)) throw error;
  }
  return "another process";
}
