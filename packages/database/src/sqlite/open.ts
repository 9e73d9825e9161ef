import { closeSync, openSync } from "node:fs";
import Sqlite from "better-sqlite3";
import type { Connection, DatabaseOptions } from "../database.ts";
import { SqliteCapture } from "./capture.ts";
import { SqliteChanges } from "./changes.ts";
import { Checkpoints } from "./checkpoints.ts";
import { StatementCache, sqliteHandle } from "./client.ts";
import { assertDurable, openOrCreateSqliteFile } from "./instance.ts";
import { lockSqliteFile } from "./lock.ts";
import { migrateSqlite } from "./migrate.ts";
import { type SyncFile, WalSync } from "./wal-sync.ts";
import { SqliteWriter } from "./writer.ts";

const READ_BUSY_MS = 1_000;

/** What tests put in place of a file's usual surroundings. */
export interface Surroundings {
  /** A disk that is slow or fails. */
  syncFile?: SyncFile | undefined;
  /** How large the log may grow before it is copied. */
  checkpointBytes?: number | undefined;
}

export async function openSqlite(options: DatabaseOptions, around: Surroundings = {}): Promise<Connection> {
  const { migrations, writeLimitMs = 5_000, slowWriteMs = 50, report = () => {} } = options;
  const file = options.url.replace(/^file:/, "");
  openOrCreateSqliteFile(file);
  const lock = lockSqliteFile(file);
  try {
    if (migrations) {
      const { applied } = await migrateSqlite(file, `${migrations}/sqlite`);
      if (applied.length > 0) report({ kind: "migrated", names: applied });
    }
    const writing = openWriting(file);
    const reading = openReading(file);
    const walDescriptor = openSync(`${file}-wal`, "r+");
    const checkpoints = new Checkpoints(file, around.checkpointBytes);
    const sync = new WalSync(
      walDescriptor,
      () => checkpoints.afterSync(),
      (error) => report({ kind: "disk-failed", error }),
      around.syncFile,
    );
    const changes = new SqliteChanges(writing);
    const writer = new SqliteWriter(writing, sync, {
      limitMs: writeLimitMs,
      slowMs: slowWriteMs,
      onSlow: ({ name, ms }) => report({ kind: "slow-write", name, ms }),
      onAborted: (error) => report({ kind: "aborted-write", error }),
      onCommit: () => changes.committed(),
      betweenGroups: () => checkpoints.betweenGroups(),
    });
    return {
      read: sqliteHandle(new StatementCache(reading)),
      writer,
      capture: new SqliteCapture(writing, options.tables ?? [], changes),
      version: (tables) => changes.of(tables),
      hears: () => true,
      watch: async (tables) => {
        try {
          await writer.write("watch", () => changes.watch(tables));
        } catch (error) {
          changes.forget(tables);
          throw error;
        }
      },
      onChange: (listener) => changes.listen(listener),
      ping: async () => {
        reading.prepare("select 1").get();
      },
      close: async () => {
        await writer.idle();
        changes.close();
        await checkpoints.close();
        reading.close();
        writing.close();
        closeSync(walDescriptor);
        lock.release();
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}

function openWriting(file: string): Sqlite.Database {
  const connection = new Sqlite(file, { fileMustExist: true, timeout: 0 });
  connection.pragma("journal_mode = WAL");
  // Commits do not sync by themselves: `WalSync` does it off the event loop before anything is acknowledged.
  connection.pragma("synchronous = NORMAL");
  connection.pragma("foreign_keys = ON");
  // Checkpoints sync too; `Checkpoints` makes them elsewhere.
  connection.pragma("wal_autocheckpoint = 0");
  assertDurable(connection, "NORMAL");
  return connection;
}

function openReading(file: string): Sqlite.Database {
  const connection = new Sqlite(file, { readonly: true, fileMustExist: true, timeout: READ_BUSY_MS });
  connection.pragma("query_only = ON");
  connection.pragma("cache_size = -65536");
  return connection;
}
