import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Connection, DatabaseEvent } from "../src/database.ts";
import { openSqlite } from "../src/sqlite/open.ts";
import type { SyncFile } from "../src/sqlite/wal-sync.ts";
import { counters } from "./counters.ts";
import { createTables } from "./create-tables.ts";

/** An SQLite file with the table of counters, whose disk may be a stand-in. */
export interface SqliteFile extends Connection, AsyncDisposable {
  file: string;
  events: DatabaseEvent[];
}

/** Opens a new file in a folder of its own; `syncFile` takes the place of the disk's `fdatasync` once the table is there,
 * and the log is copied when it has grown to `checkpointBytes`. */
export async function sqliteFile(syncFile?: SyncFile, checkpointBytes?: number): Promise<SqliteFile> {
  const folder = await mkdtemp(join(tmpdir(), "plinth-sqlite-"));
  const file = join(folder, "test.db");
  const first = await openSqlite({ url: file });
  await first.writer.write("create", (db) => createTables(db, [counters]));
  await first.close();

  const events: DatabaseEvent[] = [];
  const connection = await openSqlite(
    { url: file, report: (event) => events.push(event) },
    { syncFile, checkpointBytes },
  );
  return {
    ...connection,
    file,
    events,
    [Symbol.asyncDispose]: async () => {
      await connection.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
