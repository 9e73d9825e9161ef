import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type Migrating, migrate, startMigrating } from "../test/migrating.ts";

const TASKS = "CREATE TABLE tasks (id text PRIMARY KEY, title text NOT NULL, note text)";
const THREE_TASKS = "INSERT INTO tasks VALUES ('1', 'Sand', 'fine'), ('2', 'Paint', NULL), ('3', 'Dry', NULL)";

async function withTasks(): Promise<Migrating> {
  const db = await startMigrating();
  await db.add("0000_tasks", TASKS, THREE_TASKS);
  await db.migrate();
  return db;
}

test("migrations are applied in the order of their numbers, each once", async () => {
  await using db = await withTasks();
  await db.add("0002_index", "CREATE INDEX by_due ON tasks (due)");
  await db.add("0001_due", "ALTER TABLE tasks ADD COLUMN due text");

  const first = await db.migrate();
  const second = await db.migrate();

  expect(first.applied).toEqual(["0001_due", "0002_index"]);
  expect(second.applied).toEqual([]);
  expect(await db.applied()).toEqual(["0000_tasks", "0001_due", "0002_index"]);
});

test("a migration that was edited after it was applied is refused by name", async () => {
  await using db = await withTasks();
  await db.add("0000_tasks", TASKS);
  await db.add("0001_due", "ALTER TABLE tasks ADD COLUMN due text");

  await expect(db.migrate()).rejects.toThrow(/Edited after being applied: 0000_tasks\..*Nothing was changed/s);
  expect(await db.applied()).toEqual(["0000_tasks"]);
});

test("other line endings are no edit", async () => {
  await using db = await withTasks();
  const path = join(db.folder, "0000_tasks.sql");
  await writeFile(path, (await readFile(path, "utf8")).replaceAll("\n", "\r\n"));

  expect(await db.migrate()).toMatchObject({ applied: [] });
});

test("a database that a newer version has migrated is refused, naming what is unknown", async () => {
  await using db = await withTasks();
  await db.add("0001_due", "ALTER TABLE tasks ADD COLUMN due text");
  await db.migrate();
  await db.remove("0001_due");

  await expect(db.migrate()).rejects.toThrow(/unknown to this version: 0001_due\. A newer version/);
});

test("a migration numbered before one that is applied is refused by name, and nothing is applied", async () => {
  await using db = await withTasks();
  await db.add("0002_due", "ALTER TABLE tasks ADD COLUMN due text");
  await db.migrate();
  await db.add("0001_early", "ALTER TABLE tasks ADD COLUMN early text");
  await db.add("0003_late", "ALTER TABLE tasks ADD COLUMN late text");

  await expect(db.migrate()).rejects.toThrow(/numbered before ones that are: 0001_early\./);
  expect(await db.applied()).toEqual(["0000_tasks", "0002_due"]);
});

test("two migrations of one number, a misnamed file and a missing folder are refused by name", async () => {
  await using db = await withTasks();

  await db.add("0000_other", "SELECT 1");
  await expect(db.migrate()).rejects.toThrow(/several migrations of one number: 0000_other, 0000_tasks/);
  await db.remove("0000_other");
  await db.add("fix", "SELECT 1");
  await expect(db.migrate()).rejects.toThrow(/not named like 0001_name\.sql: fix/);
  await expect(migrate(db.target, `${db.folder}-elsewhere`)).rejects.toThrow(/-elsewhere cannot be read/);
});

test("a migration that fails is named and leaves nothing of itself; those before it stay", async () => {
  await using db = await withTasks();
  await db.add("0001_due", "ALTER TABLE tasks ADD COLUMN due text");
  await db.add("0002_broken", "INSERT INTO tasks (id, title) VALUES ('4', 'Ship')", "INSERT INTO missing VALUES (1)");

  await expect(db.migrate()).rejects.toThrow(/Migration 0002_broken was rolled back: .*missing/);
  expect(await db.applied()).toEqual(["0000_tasks", "0001_due"]);
  expect(await db.query("SELECT id FROM tasks WHERE id = '4'")).toEqual([]);
});

test("a migration cannot end the transaction it runs in", async () => {
  await using db = await withTasks();
  await db.add("0001_sly", "COMMIT", "DELETE FROM tasks");

  await expect(db.migrate()).rejects.toThrow(/0001_sly .*ends the transaction/);
  expect(await db.query("SELECT id FROM tasks")).toHaveLength(3);
});

test.each([
  ["deletes rows", "DELETE FROM tasks WHERE id = '1'", "tasks: 1 of 3 rows"],
  ["drops a table", "DROP TABLE tasks", "tasks: 3 of 3 rows"],
  ["drops a column", "ALTER TABLE tasks DROP COLUMN note", "tasks.note: 1 of 1 values"],
  ["empties a column", "UPDATE tasks SET note = NULL", "tasks.note: 1 of 1 values"],
])("a migration that %s is refused with the count, and nothing is changed", async (_, statement, loss) => {
  await using db = await withTasks();
  await db.add("0001_lossy", statement);

  await expect(db.migrate()).rejects.toThrow(`it would lose data (${loss})`);
  expect(await db.applied()).toEqual(["0000_tasks"]);
  expect(await db.query("SELECT * FROM tasks WHERE note = 'fine'")).toHaveLength(1);
  expect(await db.query("SELECT * FROM tasks")).toHaveLength(3);
});

test("a loss that the file allows is no reason to refuse; any other still is", async () => {
  await using db = await withTasks();
  await db.add("0001_forget", "-- plinth: allow-data-loss tasks.note\nALTER TABLE tasks DROP COLUMN note");
  await db.migrate();
  await db.add("0002_tidy", "-- plinth: allow-data-loss projects\nDELETE FROM tasks");

  await expect(db.migrate()).rejects.toThrow("tasks: 3 of 3 rows");
  expect(await db.applied()).toEqual(["0000_tasks", "0001_forget"]);
});

test("renaming a table and a column loses nothing", async () => {
  await using db = await withTasks();
  await db.add(
    "0001_rename",
    'ALTER TABLE "tasks" RENAME TO "jobs"',
    'ALTER TABLE "jobs" RENAME COLUMN "note" TO "remark"',
  );

  await db.migrate();

  expect(await db.query("SELECT remark FROM jobs WHERE id = '1'")).toEqual([{ remark: "fine" }]);
});

test("an empty table in the place of a full one does not hide the loss", async () => {
  await using db = await withTasks();
  await db.add("0001_replace", "DROP TABLE tasks", TASKS);

  await expect(db.migrate()).rejects.toThrow("tasks: 3 of 3 rows");
});
