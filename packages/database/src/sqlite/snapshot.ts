import { closeSync, openSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import Sqlite from "better-sqlite3";
import { syncToDisk } from "./create-file.ts";

const KEPT = 3;
const PAGES_PER_STEP = 2_000;

/**
 * Copies a database that nobody writes to at the moment to `<file>.before-<name>`, page by page, and keeps the newest three
 * such copies. The copy gets its name only when it is whole and on the disk.
 *
 * @returns the path of the copy.
 */
export async function snapshotSqlite(file: string, name: string): Promise<string> {
  const path = `${file}.before-${name}`;
  const draft = `${path}.partial`;
  // The copy is as private as the file.
  closeSync(openSync(draft, "w", 0o600));
  const connection = new Sqlite(file, { readonly: true, fileMustExist: true });
  try {
    await connection.backup(draft, { progress: () => PAGES_PER_STEP });
    syncToDisk(draft);
    renameSync(draft, path);
    syncToDisk(dirname(path));
  } finally {
    connection.close();
    rmSync(draft, { force: true });
  }
  forgetOldest(file);
  return path;
}

function forgetOldest(file: string): void {
  const copies = readdirSync(dirname(file))
    .filter((name) => name.startsWith(`${basename(file)}.before-`))
    .map((name) => join(dirname(file), name));
  // A kill can leave a draft behind.
  for (const copy of copies.filter((path) => path.endsWith(".partial"))) rmSync(copy, { force: true });
  const whole = copies.filter((path) => !path.endsWith(".partial"));
  const newestFirst = whole.sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs || (a < b ? 1 : -1));
  for (const copy of newestFirst.slice(KEPT)) rmSync(copy, { force: true });
}
