import { randomUUID } from "node:crypto";
import { closeSync, fsyncSync, linkSync, mkdirSync, openSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import Sqlite from "better-sqlite3";

/** Marks an SQLite file as Plinth's: "PLNT" in ASCII, at byte 68 of the file. */
export const APPLICATION_ID = 0x504c4e54;

/**
 * Creates a database file that holds only the instance row, readable by its owner alone. The file appears whole or not at
 * all, and never replaces another: when two processes create it at once, one of the two stays.
 */
export function createSqliteFile(file: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.new-${randomUUID()}`;
  try {
    closeSync(openSync(draft, "wx", 0o600));
    fill(draft);
    syncToDisk(draft);
    linkSync(draft, file);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  syncToDisk(dirname(file));
}

/** Puts a file's bytes, or a folder's names, on the disk. */
export function syncToDisk(path: string): void {
  const descriptor = openSync(path, "r");
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function fill(draft: string): void {
  const connection = new Sqlite(draft);
  try {
    // From birth, so that no rollback journal can ever be left beside the file.
    connection.pragma("journal_mode = WAL");
    connection.pragma(`application_id = ${APPLICATION_ID}`);
    connection.exec("CREATE TABLE plinth_instance (id TEXT PRIMARY KEY, created_at INTEGER NOT NULL) STRICT");
    connection.prepare("INSERT INTO plinth_instance (id, created_at) VALUES (?, ?)").run(randomUUID(), Date.now());
  } finally {
    connection.close();
  }
}
