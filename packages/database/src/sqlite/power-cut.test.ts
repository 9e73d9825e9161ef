import { randomBytes } from "node:crypto";
import { fdatasync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate as tick } from "node:timers/promises";
import Sqlite from "better-sqlite3";
import { expect, test } from "vitest";
import { addCounter } from "../../test/counters.ts";
import { type SqliteFile, sqliteFile } from "../../test/sqlite-file.ts";

const CUTS = 200;
const WRITERS = 24;

/** What the disk is sure to hold: the log as it was when the last finished sync began, over the database. */
interface OnDisk {
  log: Buffer;
  database: Buffer;
}

/** The model of a power cut: everything that was written but not synced is gone, or turned into garbage. */
class Power {
  readonly acknowledged = new Set<string>();
  readonly losses: string[] = [];
  cuts = 0;
  /** Each beginning of the log has its own salt. */
  readonly salts = new Set<string>();
  #file = "";
  #onDisk: OnDisk | undefined;

  connect({ file }: SqliteFile): void {
    this.#file = file;
  }

  readonly sync = (descriptor: number, done: (error: Error | null) => void) => {
    // The log first: pages that a checkpoint copies meanwhile are still in it.
    const next = this.#file
      ? { log: readFileSync(`${this.#file}-wal`), database: readFileSync(this.#file) }
      : undefined;
    fdatasync(descriptor, (error) => {
      // Just before this sync ends, the disk is only sure to hold what the one before it covered.
      if (this.#onDisk && this.cuts < CUTS) this.#cut(this.#onDisk);
      this.#onDisk = next;
      done(error);
    });
  };

  #cut({ log, database }: OnDisk): void {
    const folder = mkdtempSync(join(tmpdir(), "plinth-power-"));
    const file = join(folder, "after.db");
    const garbage = this.cuts % 2 ? randomBytes(1 + Math.floor(Math.random() * 20_000)) : Buffer.alloc(0);
    writeFileSync(file, database);
    writeFileSync(`${file}-wal`, Buffer.concat([log, garbage]));
    this.salts.add(log.subarray(16, 24).toString("hex"));
    const survivor = new Sqlite(file);
    try {
      const names = new Set(survivor.prepare("select name from counters").pluck().all());
      const lost = [...this.acknowledged].filter((name) => !names.has(name));
      if (lost.length > 0) this.losses.push(`cut ${this.cuts}: ${lost.length} acknowledged rows lost`);
      const sound = survivor.pragma("integrity_check", { simple: true });
      if (sound !== "ok") this.losses.push(`cut ${this.cuts}: ${sound}`);
    } finally {
      survivor.close();
      rmSync(folder, { recursive: true });
    }
    this.cuts += 1;
  }
}

test(`${CUTS} power cuts lose no acknowledged write`, async () => {
  const power = new Power();
  await using database = await sqliteFile(power.sync, 1024 * 1024);
  power.connect(database);

  await Promise.all(
    Array.from({ length: WRITERS }, async (_, writer) => {
      for (let at = 0; power.cuts < CUTS; at++) {
        const name = `${writer}/${at} ${"x".repeat(1_500)}`;
        await database.writer.write("add", (db) => addCounter(db, name));
        power.acknowledged.add(name);
        await tick();
      }
    }),
  );

  expect(power.losses).toEqual([]);
  expect(power.cuts).toBe(CUTS);
  // The log has been copied into the database and begun anew in between.
  expect(power.salts.size).toBeGreaterThan(1);
}, 120_000);
