import { copyFileSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { openDatabase } from "../../../packages/database/src/index.ts";
import { fillSqlite } from "../dataset/fill-sqlite.ts";
import type { Size } from "../dataset/sample.ts";
import type { Stage } from "./stage.ts";

/** Fills a file in a new folder. When only one server will use it, that one gets the file itself: a million tasks weigh 1.4 GB. */
export async function sqliteStage(folder: string, size: Size, { oneUser = false } = {}): Promise<Stage> {
  mkdirSync(folder, { recursive: true });
  const template = join(folder, `${size.tasks}-tasks.db`);
  await (await openDatabase({ url: template, migrations: "drizzle" })).close();
  fillSqlite(template, size);
  const version = versionOf(template);
  return {
    engine: "sqlite",
    size,
    version: `SQLite ${version}`,
    copy: async (name) => {
      const file = join(folder, `${name}.db`);
      (oneUser ? renameSync : copyFileSync)(template, file);
      return file;
    },
    drop: async (file) => {
      for (const suffix of ["", "-wal", "-shm", ".lock"]) rmSync(`${file}${suffix}`, { force: true });
    },
    rows: async (file, sql) => {
      const db = new Sqlite(file, { readonly: true });
      try {
        return db.prepare<[], object>(sql).all();
      } finally {
        db.close();
      }
    },
    cpuSeconds: () => 0,
    close: async () => rmSync(folder, { recursive: true, force: true }),
  };
}

function versionOf(file: string): unknown {
  const db = new Sqlite(file, { readonly: true });
  try {
    return db.prepare("select sqlite_version()").pluck().get();
  } finally {
    db.close();
  }
}
