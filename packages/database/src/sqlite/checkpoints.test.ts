import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { bundled } from "../../test/bundled.ts";
import { counters } from "../../test/counters.ts";
import { sqliteFile } from "../../test/sqlite-file.ts";
import { preparedWrite } from "../prepared.ts";

const MB = 1024 * 1024;
/** With a hundred thousand the log is copied at the length that it is copied at by default; with fewer at less, and as often. */
const WRITES = Number(process.env.LOG_WRITES ?? 25_000);
const COPIED_BYTES = (64 * MB * WRITES) / 100_000;

const add = preparedWrite("checkpoints.add", { id: counters.id, name: counters.name, value: counters.value }, (db, $) =>
  db.insert(counters).values({ id: $.id, name: $.name, value: $.value }).returning({ id: counters.id }),
);
const idOf = (at: number) => `0198f3a2-7b1c-7000-8000-${String(at).padStart(12, "0")}`;

test(`the log stays small while ${WRITES} writes pass through it`, async () => {
  await using database = await sqliteFile(undefined, COPIED_BYTES);
  let largest = 0;
  let left = WRITES;

  await Promise.all(
    Array.from({ length: 64 }, async () => {
      while (left > 0) {
        const at = left--;
        const row = { id: idOf((at * 7_919) % 100_003), name: "a name of ordinary length", value: at };
        await database.writer.write("add", (db) => add.all(db, row));
        if (at % 500 === 0) largest = Math.max(largest, statSync(`${database.file}-wal`).size);
      }
    }),
  );

  expect(await database.read.$count(counters)).toBe(WRITES);
  expect(largest / MB).toBeGreaterThan(1);
  expect(largest).toBeLessThan(2 * COPIED_BYTES);
}, 120_000);

test("the log is copied into the database as it grows, without anyone waiting for that", async () => {
  await using database = await sqliteFile(undefined, 4 * MB);
  const before = statSync(database.file).size;
  for (let at = 0; at < 200; at++) {
    const row = { id: idOf(at), name: "x".repeat(40_000), value: at };
    await database.writer.write("add", (db) => add.all(db, row));
  }

  await expect.poll(() => statSync(database.file).size, { timeout: 10_000 }).toBeGreaterThan(before + 4 * MB);
});

test("a program that does nothing but write comes to its end", async () => {
  const folder = mkdtempSync(join(tmpdir(), "plinth-filling-"));
  const child = await bundled(join(import.meta.dirname, "../../test/filling-child.ts"));

  const { stdout } = await promisify(execFile)(process.execPath, [child, join(folder, "test.db")]);

  expect(stdout).toBe("filled\n");
  rmSync(folder, { recursive: true });
});
