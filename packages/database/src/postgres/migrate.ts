import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { dataLoss, dataLossMessage } from "../data-loss.ts";
import { type Applied, type Migration, MigrationError, pendingMigrations, readMigrations } from "../migrations.ts";
import { runConcurrently } from "./concurrent-index.ts";
import { postgresContents } from "./contents.ts";

// "PLNT" in ASCII.
const MIGRATION_LOCK = 0x504c4e54;
// While a statement waits for a table, everybody else queues up behind it.
const LOCK_TIMEOUT_MS = 2_000;
const CONNECT_TIMEOUT_MS = 10_000;
const POLL_MS = 50;
const ATTEMPTS = 8;
// A lock not had in time, a deadlock, a clash with a transaction of a running process.
const WORTH_ANOTHER_TRY = new Set(["55P03", "40P01", "40001"]);

export interface PostgresMigrateOptions {
  /** How long to wait for another process that migrates. Default 30,000. */
  waitMs?: number;
}

/**
 * Applies the pending migrations of a folder to a database, each whole or not at all. Any number of processes may call this at
 * once; one killed in the middle of it leaves nothing half done. Migrations that say `no-transaction` run statement by
 * statement and continue where they were after a kill.
 *
 * @returns the names it applied.
 * @throws MigrationError when files and ledger disagree, or a migration fails or would lose data it does not allow to be lost.
 * @example
 * const { applied } = await migratePostgres("postgres://localhost/plinth", "drizzle/postgres");
 */
export async function migratePostgres(
  url: string,
  folder: string,
  options: PostgresMigrateOptions = {},
): Promise<{ applied: string[] }> {
  const migrations = readMigrations(folder);
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: CONNECT_TIMEOUT_MS, keepAlive: true });
  // A lost connection also fails the query under way; without a listener it would end the process.
  client.on("error", () => {});
  try {
    await client.connect();
    await client.query(
      `SET statement_timeout = 0; SET lock_timeout = ${LOCK_TIMEOUT_MS}; SET idle_in_transaction_session_timeout = 0`,
    );
    await takeLock(client, Date.now() + (options.waitMs ?? 30_000));
    return { applied: await applyPending(client, migrations) };
  } finally {
    // The server takes the lock back when the connection ends.
    await client.end();
  }
}

// Asks again and again instead of waiting inside a statement: while that waits, its snapshot would hold up an index that the
// other process builds CONCURRENTLY, and each would wait for the other.
async function takeLock(client: pg.Client, deadline: number): Promise<void> {
  for (;;) {
    const { rows } = await client.query<{ taken: boolean }>("SELECT pg_try_advisory_lock($1) AS taken", [
      MIGRATION_LOCK,
    ]);
    if (rows[0]?.taken) return;
    if (Date.now() > deadline) {
      throw new MigrationError(
        "Another process has been migrating this database all the while, so nothing was tried. Start again when it is done.",
      );
    }
    await pause(POLL_MS * (0.5 + Math.random()));
  }
}

async function applyPending(client: pg.Client, migrations: Migration[]): Promise<string[]> {
  const pending = pendingMigrations(migrations, await readLedger(client));
  for (const migration of pending) {
    for (let attempt = 1; ; attempt++) {
      try {
        await (migration.transactional ? applyWhole(client, migration) : applyInSteps(client, migration));
        break;
      } catch (error) {
        const again =
          error instanceof pg.DatabaseError && WORTH_ANOTHER_TRY.has(error.code ?? "") && attempt < ATTEMPTS;
        if (!again) throw failure(migration, error);
      }
      await pause(Math.min(POLL_MS * 2 ** attempt, LOCK_TIMEOUT_MS));
    }
  }
  return pending.map((migration) => migration.name);
}

async function readLedger(client: pg.Client): Promise<Applied[]> {
  const exists = await client.query(
    "SELECT 1 WHERE to_regclass(quote_ident(current_schema()) || '.plinth_migrations') IS NOT NULL",
  );
  if (exists.rowCount === 0) return [];
  return (await client.query<Applied>("SELECT name, hash FROM plinth_migrations ORDER BY name")).rows;
}

async function applyWhole(client: pg.Client, migration: Migration): Promise<void> {
  // One snapshot throughout: rows that running processes delete meanwhile do not look lost.
  await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ");
  try {
    const before = await postgresContents(client);
    for (const statement of migration.statements) {
      await client.query(statement);
      if (client.getTransactionStatus() !== "T")
        throw new Error("it ends the transaction it runs in: remove COMMIT, END and ROLLBACK");
    }
    const losses = dataLoss(migration, before, await postgresContents(client));
    if (losses.length > 0) throw new Error(dataLossMessage(losses));
    await note(client, migration);
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK").catch(() => {
      throw new MigrationError(`The connection was lost during migration ${migration.name}. Start again to continue.`, {
        cause: error,
      });
    });
    throw error;
  }
}

async function applyInSteps(client: pg.Client, migration: Migration): Promise<void> {
  for (const statement of migration.statements) await runConcurrently(client, statement);
  await note(client, migration);
}

async function note(client: pg.Client, { name, hash }: Migration): Promise<void> {
  await client.query(
    "CREATE TABLE IF NOT EXISTS plinth_migrations (name text PRIMARY KEY, hash text NOT NULL, applied_at timestamptz(3) NOT NULL DEFAULT now())",
  );
  await client.query("INSERT INTO plinth_migrations (name, hash) VALUES ($1, $2)", [name, hash]);
}

function failure(migration: Migration, error: unknown): MigrationError {
  if (error instanceof MigrationError) return error;
  const what = error instanceof Error ? error.message.replace(/\.$/, "") : String(error);
  const outcome = migration.transactional
    ? `Migration ${migration.name} was rolled back: ${what}. The database is as it was before it.`
    : `Migration ${migration.name} stopped: ${what}. What it did so far stays; start again to continue.`;
  return new MigrationError(outcome, { cause: error });
}
