import { statSync } from "node:fs";
import Sqlite from "better-sqlite3";
import { BootError } from "../boot-error.ts";
import { APPLICATION_ID, createSqliteFile } from "./create-file.ts";

// Earlier versions can corrupt a file when two connections write and checkpoint at the same instant: https://sqlite.org/wal.html#walresetbug
const OLDEST_SQLITE = "3.51.3";
const SMALLEST_FILE_BYTES = 512;
// A larger file takes longer to read through than a start may take.
const FULL_CHECK_MAX_BYTES = 32 * 1024 * 1024;
const LEVELS = ["OFF", "NORMAL", "FULL", "EXTRA"];

/**
 * Makes sure that `file` is a sound database of ours, creating it (mode 0600, folders 0700) where there is none. Files up to
 * 256 MiB are checked whole, larger ones only in their schema and instance row.
 *
 * @throws BootError `NOT_A_DATABASE`, `NOT_OUR_DATABASE`, `DB_CORRUPT`, `DATABASE_IN_USE`, `DATABASE_REFUSES` or `SQLITE_TOO_OLD`.
 * @example
 * openOrCreateSqliteFile("data/plinth.db");
 */
export function openOrCreateSqliteFile(file: string): void {
  if (file === "" || file.includes(":memory:")) {
    throw new BootError(
      "NOT_A_DATABASE",
      `"${file}" names no file: a database in memory is not supported. Name a file, such as data/plinth.db.`,
    );
  }
  assertSqliteVersion(loadedVersion());
  createWhereMissing(file);
  assertWholeFile(file);
  inspect(file);
}

function createWhereMissing(file: string): void {
  try {
    if (!statSync(file, { throwIfNoEntry: false })) createSqliteFile(file);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const words = `${file} cannot be made (${reason}). Name a file in DATABASE_URL that this account may make.`;
    throw new BootError("DATABASE_REFUSES", words, { cause });
  }
}

/** @throws BootError `SQLITE_TOO_OLD` when `version` has known ways to corrupt a file. */
export function assertSqliteVersion(version: string): void {
  if (version.localeCompare(OLDEST_SQLITE, "en", { numeric: true }) >= 0) return;
  throw new BootError(
    "SQLITE_TOO_OLD",
    `SQLite ${version} can corrupt a database that is written and checkpointed at the same time. ` +
      `Install a better-sqlite3 that brings SQLite ${OLDEST_SQLITE} or newer (12.8 or later).`,
  );
}

/**
 * Checks how far this connection syncs, after a first read of the schema: until then SQLite reports a level it may not keep.
 *
 * @throws BootError `DB_NOT_DURABLE`.
 */
export function assertDurable(connection: Sqlite.Database, expected: "NORMAL" | "FULL" | "EXTRA"): void {
  connection.prepare("SELECT count(*) FROM sqlite_schema").get();
  const level = LEVELS[Number(connection.pragma("synchronous", { simple: true }))];
  if (level === expected) return;
  throw new BootError(
    "DB_NOT_DURABLE",
    `${connection.name} would be written with synchronous=${level} where ${expected} is needed to keep what was acknowledged. ` +
      "Use the better-sqlite3 of the lockfile.",
  );
}

function loadedVersion(): string {
  const connection = new Sqlite(":memory:");
  try {
    return String(connection.prepare("SELECT sqlite_version()").pluck().get());
  } finally {
    connection.close();
  }
}

function assertWholeFile(file: string): void {
  const stats = statSync(file);
  if (!stats.isFile()) {
    throw new BootError("NOT_A_DATABASE", `${file} is not a file. Name the database file itself in DATABASE_URL.`);
  }
  // SQLite would take a shorter file for a new database.
  if (stats.size >= SMALLEST_FILE_BYTES) return;
  throw new BootError(
    "NOT_A_DATABASE",
    `${file} has ${stats.size} bytes, fewer than any database: its contents were lost, or something else made it. ` +
      "Restore it from a backup, or delete it to start with an empty database.",
  );
}

function inspect(file: string): void {
  try {
    inspectWith(file, true);
  } catch (error) {
    throw explain(file, error);
  }
}

// Only SQLite itself opens the file: to close a plain descriptor of it would drop the locks this process may hold on it.
function inspectWith(file: string, readonly: boolean): void {
  const connection = new Sqlite(file, { readonly, fileMustExist: true });
  try {
    assertOurs(file, connection);
    assertSound(file, connection);
  } catch (error) {
    // A transaction that was cut short must be rolled back before anything can be read.
    if (readonly && codeOf(error).startsWith("SQLITE_READONLY")) inspectWith(file, false);
    else throw error;
  } finally {
    connection.close();
  }
}

function assertOurs(file: string, connection: Sqlite.Database): void {
  if (connection.pragma("application_id", { simple: true }) !== APPLICATION_ID) {
    throw new BootError(
      "NOT_OUR_DATABASE",
      `${file} is an SQLite database, but Plinth did not make it. Name another file in DATABASE_URL; this one was left as it is.`,
    );
  }
  const table = connection
    .prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'plinth_instance'")
    .get();
  if (table && connection.prepare("SELECT id FROM plinth_instance").all().length === 1) return;
  throw new BootError(
    "NOT_OUR_DATABASE",
    `${file} bears Plinth's mark but lacks its instance row: it was made or changed by hand. Restore it from a backup.`,
  );
}

function assertSound(file: string, connection: Sqlite.Database): void {
  const scope = statSync(file).size > FULL_CHECK_MAX_BYTES ? "plinth_instance" : 1;
  const answer = connection.pragma(`quick_check(${scope})`, { simple: true });
  if (answer !== "ok") throw damaged(file, String(answer));
}

function explain(file: string, error: unknown): unknown {
  const code = codeOf(error);
  if (code === "SQLITE_NOTADB") {
    return new BootError(
      "NOT_A_DATABASE",
      `${file} is not an SQLite database. Check the path in DATABASE_URL; if the path is right, restore the file from a backup.`,
      { cause: error },
    );
  }
  if (code.startsWith("SQLITE_CORRUPT") && error instanceof Error) return damaged(file, error.message, error);
  if (code.startsWith("SQLITE_BUSY")) {
    return new BootError("DATABASE_IN_USE", `${file} is locked by another process. Stop that process first.`, {
      cause: error,
    });
  }
  return error;
}

function damaged(file: string, detail: string, cause?: Error): BootError {
  return new BootError(
    "DB_CORRUPT",
    `${file} is damaged (${detail.trim()}). Keep a copy of it together with its -wal file, then restore the newest backup.`,
    { cause },
  );
}

function codeOf(error: unknown): string {
  return error instanceof Sqlite.SqliteError ? error.code : "";
}
