import { setTimeout as pause } from "node:timers/promises";
import Sqlite from "better-sqlite3";
import { dataLoss, dataLossMessage } from "../data-loss.ts";
import { type Applied, type Migration, MigrationError, pendingMigrations, readMigrations } from "../migrations.ts";
import { sqliteAttachments, sqliteContents } from "./contents.ts";
import { snapshotSqlite } from "./snapshot.ts";

const POLL_MS = 20;

export interface SqliteMigrateOptions {
  /** How long to wait for another process that migrates or writes. Default 30,000. */
  waitMs?: number;
}

/**
 * Applies the pending migrations of a folder to an existing database file, each whole or not at all. Before the first, a
 * database that has had migrations is copied to `<file>.before-<name>`. Any number of processes may call this at once, and a
 * process killed in the middle of it leaves nothing half done.
 *
 * @returns the names it applied, and where the copy is.
 * @throws MigrationError when files and ledger disagree, or a migration fails or would lose data it does not allow to be lost.
 * @example
 * const { applied } = await migrateSqlite("data/plinth.db", "drizzle/sqlite");
 */
export async function migrateSqlite(
  file: string,
  folder: string,
  options: SqliteMigrateOptions = {},
): Promise<{ applied: string[]; snapshot: string | undefined }> {
  const migrations = readMigrations(folder);
  const deadline = Date.now() + (options.waitMs ?? 30_000);
  const applied: string[] = [];
  let snapshot: string | undefined;
  const connection = new Sqlite(file, { fileMustExist: true, timeout: 0 });
  try {
    await unlocked(deadline, () => connection.pragma("journal_mode = WAL"));
    connection.pragma("synchronous = FULL");
    // Has no effect inside a transaction. With it on, dropping a table to rebuild it would delete the rows that refer to it.
    connection.pragma("foreign_keys = OFF");
    for (;;) {
      // A migration may turn this on for itself, not for the next one.
      connection.pragma("legacy_alter_table = OFF");
      await unlocked(deadline, () => connection.exec("BEGIN EXCLUSIVE"));
      const ledger = readLedger(connection);
      const [next] = pendingMigrations(migrations, ledger);
      if (!next) return { applied, snapshot };
      if (ledger.length > 0 && applied.length === 0) snapshot = await takeSnapshot(file, next);
      apply(connection, next, snapshot);
      applied.push(next.name);
    }
  } finally {
    // What is not committed by now is rolled back.
    connection.close();
  }
}

// Waits without blocking the process, which may have a health check to answer.
async function unlocked(deadline: number, action: () => unknown): Promise<void> {
  for (;;) {
    try {
      action();
      return;
    } catch (error) {
      if (!(error instanceof Sqlite.SqliteError && error.code.startsWith("SQLITE_BUSY"))) throw error;
      if (Date.now() > deadline) {
        throw new MigrationError(
          "Another process kept the database locked, so no migration was tried. Stop it and start again.",
          { cause: error },
        );
      }
    }
    await pause(POLL_MS * (0.5 + Math.random()));
  }
}

// Only ever called under the exclusive lock, so that processes which start together agree on what is left to do.
function readLedger(connection: Sqlite.Database): Applied[] {
  const exists = connection
    .prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'plinth_migrations'")
    .get();
  if (!exists) return [];
  // Safe because only `apply` writes this table.
  return connection.prepare("SELECT name, hash FROM plinth_migrations ORDER BY name").all() as Applied[];
}

async function takeSnapshot(file: string, next: Migration): Promise<string> {
  try {
    return await snapshotSqlite(file, next.name);
  } catch (error) {
    throw new MigrationError(
      `Migration ${next.name} was not tried, because the database could not be copied first: ${reason(error)}. Is the disk full?`,
      { cause: error },
    );
  }
}

function apply(connection: Sqlite.Database, migration: Migration, snapshot: string | undefined): void {
  try {
    const before = sqliteContents(connection);
    const attached = sqliteAttachments(connection);
    for (const statement of migration.statements) {
      connection.exec(statement);
      if (!connection.inTransaction)
        throw new Error("it ends the transaction it runs in: remove COMMIT, END and ROLLBACK");
    }
    assertNothingLost(connection, migration, before, attached);
    connection.exec(
      "CREATE TABLE IF NOT EXISTS plinth_migrations (name TEXT PRIMARY KEY, hash TEXT NOT NULL, applied_at INTEGER NOT NULL) STRICT",
    );
    connection
      .prepare("INSERT INTO plinth_migrations VALUES (?, ?, ?)")
      .run(migration.name, migration.hash, Date.now());
    connection.exec("COMMIT");
  } catch (error) {
    const kept = snapshot ? ` A copy from before it is at ${snapshot}.` : "";
    throw new MigrationError(
      `Migration ${migration.name} was rolled back: ${reason(error)}. The database is as it was before it.${kept}`,
      { cause: error },
    );
  }
}

function assertNothingLost(
  connection: Sqlite.Database,
  migration: Migration,
  before: ReadonlyMap<string, number>,
  attached: ReadonlyMap<string, string>,
): void {
  const after = sqliteContents(connection);
  const losses = dataLoss(migration, before, after);
  if (losses.length > 0) throw new Error(dataLossMessage(losses));
  const now = sqliteAttachments(connection);
  const text = migration.statements.join("\n");
  const gone = [...attached].filter(([what, table]) => after.has(table) && !now.has(what) && !dropped(what, text));
  if (gone.length > 0) {
    const names = gone.map(([what, table]) => `${what} of ${table}`).join(", ");
    throw new Error(
      `rebuilding a table took something along: ${names}. Create it again in the migration, or DROP it there`,
    );
  }
  const orphans = connection
    .prepare("SELECT \"table\" || ' → ' || parent, count(*) FROM pragma_foreign_key_check GROUP BY 1")
    .raw()
    .all();
  if (orphans.length > 0) {
    const counts = orphans.map((row) => (Array.isArray(row) ? `${row[0]}: ${row[1]} rows` : ""));
    throw new Error(`rows would refer to rows that do not exist (${counts.join("; ")})`);
  }
}

function dropped(what: string, text: string): boolean {
  const [type, ...name] = what.split(" ");
  return new RegExp(`DROP\\s+${type}\\s+(IF\\s+EXISTS\\s+)?["\`[]?${name.join(" ")}\\b`, "i").test(text);
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message.replace(/\.$/, "") : String(error);
}
