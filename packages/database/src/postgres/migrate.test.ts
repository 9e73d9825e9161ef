import pg from "pg";
import { expect, test } from "vitest";
import { onPostgres } from "../../test/fresh-postgres.ts";
import { type Migrating, startMigrating } from "../../test/migrating.ts";
import { migratePostgres } from "./migrate.ts";

const BY_NAME = "CREATE INDEX CONCURRENTLY tasks_name ON tasks (name)";

async function withTasks(): Promise<Migrating> {
  const db = await startMigrating();
  await db.add(
    "0000_tasks",
    "CREATE TABLE tasks (id int PRIMARY KEY, name text)",
    "INSERT INTO tasks SELECT n, 'same' FROM generate_series(1, 1000) n",
  );
  await db.migrate();
  return db;
}

const indexes = (db: Migrating) =>
  db.query(
    "SELECT relname AS name, indisvalid AS valid FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid WHERE relname = 'tasks_name'",
  );

async function untilAsleep(db: Migrating): Promise<void> {
  const asleep = "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'PgSleep'";
  while ((await db.query(asleep)).length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
}

test("an index can be built without blocking writers, outside a transaction", async () => {
  await using db = await withTasks();
  await db.add("0001_index", `-- plinth: no-transaction\n${BY_NAME}`);

  expect((await db.migrate()).applied).toEqual(["0001_index"]);
  expect(await indexes(db)).toEqual([{ name: "tasks_name", valid: true }]);
});

test("an index that a kill left unusable is built anew, and a finished one is left alone", async () => {
  await using db = await withTasks();
  // Fails on the duplicates, which leaves the index behind as a kill would.
  await db.query("CREATE UNIQUE INDEX CONCURRENTLY tasks_name ON tasks (name)").catch(() => {});
  expect(await indexes(db)).toEqual([{ name: "tasks_name", valid: false }]);
  await db.add("0001_index", `-- plinth: no-transaction\n${BY_NAME}`);
  await db.migrate();
  expect(await indexes(db)).toEqual([{ name: "tasks_name", valid: true }]);

  await db.query("DELETE FROM plinth_migrations WHERE name = '0001_index'");
  expect((await db.migrate()).applied).toEqual(["0001_index"]);
  await db.add("0002_drop", "-- plinth: no-transaction\nDROP INDEX CONCURRENTLY tasks_name");
  await db.migrate();
  await db.query("DELETE FROM plinth_migrations WHERE name = '0002_drop'");
  expect((await db.migrate()).applied).toEqual(["0002_drop"]);
});

test("without a transaction only indexes may be changed", async () => {
  await using db = await withTasks();
  await db.add("0001_sly", "-- plinth: no-transaction\nDELETE FROM tasks");

  await expect(db.migrate()).rejects.toThrow(/0001_sly stopped: .*only create and drop indexes CONCURRENTLY/);
  expect(await db.query("SELECT count(*)::int AS n FROM tasks")).toEqual([{ n: 1000 }]);
});

test("processes that wait for a migration do not hold up the index it builds", async () => {
  await using db = await withTasks();
  await db.add("0001_index", `-- plinth: no-transaction\n${BY_NAME}`);

  const all = await Promise.all(Array.from({ length: 10 }, () => db.migrate()));

  expect(all.flatMap(({ applied }) => applied)).toEqual(["0001_index"]);
});

test("rows that running processes delete meanwhile do not count as lost", async () => {
  await using db = await withTasks();
  await db.add("0001_slow", "SELECT pg_sleep(1)", "CREATE TABLE labels (id int)");

  const migrating = db.migrate();
  await untilAsleep(db);
  await db.query("DELETE FROM tasks WHERE id <= 500");

  expect((await migrating).applied).toEqual(["0001_slow"]);
  expect(await db.query("SELECT count(*)::int AS n FROM tasks")).toEqual([{ n: 500 }]);
});

test("a clash with a transaction of a running process is tried again", async () => {
  await using db = await withTasks();
  await db.add("0001_backfill", "SELECT pg_sleep(1)", "UPDATE tasks SET name = name || '!'");

  const migrating = db.migrate();
  await untilAsleep(db);
  await db.query("UPDATE tasks SET name = 'changed' WHERE id = 1");

  expect((await migrating).applied).toEqual(["0001_backfill"]);
  expect(await db.query("SELECT name FROM tasks WHERE id = 1")).toEqual([{ name: "changed!" }]);
});

test("while a migration waits for a table, those who read it are not held up for long", async () => {
  await using db = await withTasks();
  await db.add("0001_due", "ALTER TABLE tasks ADD COLUMN due date");
  await onPostgres(db.target, async (client) => {
    await client.query("BEGIN; LOCK TABLE tasks IN ACCESS SHARE MODE");
    const migrating = db.migrate();
    await new Promise((resolve) => setTimeout(resolve, 300));

    // The first transaction is still open: only a migration that gives way lets this one through.
    expect(await db.query("SELECT count(*)::int AS n FROM tasks")).toEqual([{ n: 1000 }]);

    await client.query("COMMIT");
    expect((await migrating).applied).toEqual(["0001_due"]);
  });
});

test("when another process migrates for too long it is said, and nothing is tried", async () => {
  await using db = await withTasks();
  await db.add("0001_slow", "SELECT pg_sleep(1)");

  const first = db.migrate();
  await untilAsleep(db);

  await expect(db.migrate({ waitMs: 100 })).rejects.toThrow("Another process has been migrating");
  await first;
});

test("a lost connection is an error of the call, not the end of the process, and the next call completes the work", async () => {
  await using db = await withTasks();
  await db.add("0001_slow", "UPDATE tasks SET name = 'x'", "SELECT pg_sleep(20)");

  const migrating = db.migrate();
  const failed = expect(migrating).rejects.toThrow(/connection was lost during migration 0001_slow/);
  await untilAsleep(db);
  await db.query(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE '%pg_sleep(20)%' AND pid <> pg_backend_pid()",
  );
  await failed;

  await db.add("0001_slow", "UPDATE tasks SET name = 'x'");
  expect((await db.migrate()).applied).toEqual(["0001_slow"]);
});

test("a server that cannot be reached, or refuses the password, is an error", async () => {
  await using db = await withTasks();
  const wrong = new URL(db.target);
  wrong.password = "wrong";

  await expect(migratePostgres("postgres://127.0.0.1:1/none", db.folder)).rejects.toThrow("ECONNREFUSED");
  await expect(migratePostgres(wrong.href, db.folder)).rejects.toThrow(pg.DatabaseError);
});
