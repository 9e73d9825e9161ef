import { spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { expect, test } from "vitest";
import { addCounter, counterNames } from "../../test/counters.ts";
import { sqliteFile } from "../../test/sqlite-file.ts";
import { databaseErrorKind } from "../errors.ts";

const HOLD = `
const [driver, file, ms] = process.argv.slice(1);
const db = new (require(driver))(file);
db.exec("begin immediate");
console.log("holding");
setTimeout(() => { db.exec("commit"); db.close(); }, Number(ms));`;

/** Another process takes the write lock of the file for a while. Resolves when it has it. */
async function holdLock(file: string, ms: number): Promise<void> {
  const driver = createRequire(import.meta.url).resolve("better-sqlite3");
  const child = spawn(process.execPath, ["-e", HOLD, driver, file, String(ms)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(child.stdout, "data");
}

test("a write waits for another process that writes, without blocking the event loop", async () => {
  await using database = await sqliteFile();
  await holdLock(database.file, 400);
  let turns = 0;
  const clock = setInterval(() => {
    turns += 1;
  }, 10);
  const started = performance.now();

  await database.writer.write("add", (db) => addCounter(db, "waited"));
  clearInterval(clock);

  expect(performance.now() - started).toBeGreaterThan(200);
  expect(turns).toBeGreaterThan(10);
  expect(await counterNames(database.read)).toEqual(["waited"]);
});

test("a write gives up after 5 seconds, and those after it work", async () => {
  await using database = await sqliteFile();
  await holdLock(database.file, 5_600);

  const first = database.writer.write("add", (db) => addCounter(db, "first"));
  const second = database.writer.write("add", (db) => addCounter(db, "second"));

  expect(databaseErrorKind(await first.catch((thrown: unknown) => thrown))).toBe("busy");
  await second;
  expect(await counterNames(database.read)).toEqual(["second"]);
});
