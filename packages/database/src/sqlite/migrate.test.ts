import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname } from "node:path";
import Sqlite from "better-sqlite3";
import { expect, test } from "vitest";
import { type Migrating, startMigrating } from "../../test/migrating.ts";

const PROJECTS = "CREATE TABLE projects (id text PRIMARY KEY, name text NOT NULL) STRICT";
const TASKS =
  "CREATE TABLE tasks (id text PRIMARY KEY, project_id text NOT NULL REFERENCES projects(id) ON DELETE CASCADE) STRICT";
// As drizzle-kit writes it when a column becomes longer, gets a default, or loses a constraint.
const REBUILD = [
  "PRAGMA foreign_keys=OFF",
  "CREATE TABLE `__new_projects` (`id` text PRIMARY KEY NOT NULL, `name` text DEFAULT 'Untitled' NOT NULL) STRICT",
  "INSERT INTO `__new_projects`(`id`, `name`) SELECT `id`, `name` FROM `projects`",
  "DROP TABLE `projects`",
  "ALTER TABLE `__new_projects` RENAME TO `projects`",
  "PRAGMA foreign_keys=ON",
];

async function withTasks(): Promise<Migrating> {
  const db = await startMigrating();
  await db.add(
    "0000_tasks",
    PROJECTS,
    TASKS,
    "INSERT INTO projects VALUES ('apollo', 'Apollo'), ('gemini', 'Gemini')",
    "INSERT INTO tasks VALUES ('1', 'apollo'), ('2', 'apollo'), ('3', 'gemini')",
  );
  await db.migrate();
  return db;
}

function besides(db: Migrating): string[] {
  return readdirSync(dirname(db.target))
    .filter((name) => name.startsWith(`${basename(db.target)}.`))
    .sort();
}

test("rebuilding a table keeps the rows that refer to it with ON DELETE CASCADE", async () => {
  await using db = await withTasks();
  await db.add("0001_default_name", ...REBUILD);

  await db.migrate();

  expect(await db.query("SELECT id FROM tasks ORDER BY id")).toEqual([{ id: "1" }, { id: "2" }, { id: "3" }]);
  expect(await db.query("PRAGMA foreign_key_list(tasks)")).toMatchObject([{ table: "projects", on_delete: "CASCADE" }]);
});

test("a rebuild that forgets rows is refused, and the table is as it was", async () => {
  await using db = await withTasks();
  await db.add(
    "0001_forgetful",
    ...REBUILD.map((statement) => statement.replace("FROM `projects`", "FROM projects LIMIT 1")),
  );

  await expect(db.migrate()).rejects.toThrow(/0001_forgetful .*projects: 1 of 2 rows/);
  expect(await db.query("SELECT name FROM projects ORDER BY id")).toEqual([{ name: "Apollo" }, { name: "Gemini" }]);
});

test("a migration that leaves rows referring to nothing is refused with their number", async () => {
  await using db = await withTasks();
  await db.add("0001_orphans", "-- plinth: allow-data-loss projects\nDELETE FROM projects WHERE id = 'apollo'");

  await expect(db.migrate()).rejects.toThrow("rows that do not exist (tasks → projects: 2 rows)");
  expect(await db.query("SELECT id FROM projects")).toHaveLength(2);
});

test("a rebuild that takes a trigger or an index along is refused by its name, unless the migration drops it", async () => {
  await using db = await withTasks();
  await db.add(
    "0001_attached",
    "CREATE INDEX projects_name ON projects (name)",
    "CREATE TRIGGER no_empty BEFORE UPDATE ON projects WHEN new.name = '' BEGIN SELECT RAISE(ABORT, 'empty'); END",
  );
  await db.migrate();
  await db.add("0002_default_name", "DROP INDEX projects_name", ...REBUILD);

  await expect(db.migrate()).rejects.toThrow("took something along: trigger no_empty of projects.");
  await db.add("0002_default_name", "DROP INDEX projects_name", "DROP TRIGGER IF EXISTS no_empty", ...REBUILD);
  expect(await db.migrate()).toMatchObject({ applied: ["0002_default_name"] });
});

test("a database that has had migrations is copied before the next, privately; an empty one is not", async () => {
  await using db = await withTasks();
  expect(besides(db).filter((name) => name.includes(".before-"))).toEqual([]);
  await db.add("0001_names", "UPDATE projects SET name = upper(name)");
  await db.add("0002_more", "UPDATE projects SET name = name || '!'");

  await db.migrate();

  const copy = `${db.target}.before-0001_names`;
  expect(besides(db).filter((name) => name.includes(".before-"))).toEqual([basename(copy)]);
  expect(statSync(copy).mode & 0o777).toBe(0o600);
  const connection = new Sqlite(copy, { readonly: true });
  expect(connection.prepare("SELECT name FROM projects ORDER BY id").pluck().all()).toEqual(["Apollo", "Gemini"]);
  connection.close();
});

test("when a migration fails the message says where the copy is", async () => {
  await using db = await withTasks();
  await db.add("0001_broken", "INSERT INTO missing VALUES (1)");

  await expect(db.migrate()).rejects.toThrow(`A copy from before it is at ${db.target}.before-0001_broken.`);
  expect(readFileSync(`${db.target}.before-0001_broken`).subarray(0, 15).toString()).toBe("SQLite format 3");
});

test("the newest three copies are kept, and none that was cut short", async () => {
  await using db = await withTasks();
  writeFileSync(`${db.target}.before-0000_x.partial`, "half a copy");
  for (const name of ["0001_a", "0002_b", "0003_c", "0004_d"]) {
    await db.add(name, "UPDATE projects SET name = name");
    await db.migrate();
  }

  const copies = besides(db).filter((name) => name.includes(".before-"));
  expect(copies.map((name) => name.split(".before-")[1])).toEqual(["0002_b", "0003_c", "0004_d"]);
});

test("a migration waits while another process writes, and gives up saying so when that does not end", async () => {
  await using db = await withTasks();
  await db.add("0001_names", "UPDATE projects SET name = upper(name)");
  const other = new Sqlite(db.target);
  other.exec("BEGIN IMMEDIATE");

  await expect(db.migrate({ waitMs: 100 })).rejects.toThrow("Another process kept the database locked");
  const waiting = db.migrate({ waitMs: 10_000 });
  other.exec("COMMIT");
  other.close();
  expect(await waiting).toMatchObject({ applied: ["0001_names"] });
});
