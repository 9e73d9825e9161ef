import { expect, test } from "vitest";
import { startChild } from "../test/children.ts";
import { type Migrating, startMigrating } from "../test/migrating.ts";
import { engine } from "./engine.ts";

// What each migration adds to the counter, in two statements.
const ADDS: Record<string, number> = { "0000_start": 0, "0001_rebuild": 2, "0002_more": 20 };
const REBUILD = [
  "CREATE TABLE new_lists (id text PRIMARY KEY, name text NOT NULL)",
  "INSERT INTO new_lists SELECT id, name FROM lists",
  "DROP TABLE lists",
  "ALTER TABLE new_lists RENAME TO lists",
];

const LANES = 4;

test("a process killed at any step of a migration leaves nothing half done, and the next one completes it", async () => {
  let step = 1;
  for (let completed = false; !completed; step += LANES) {
    const steps = Array.from({ length: LANES }, (_, lane) => step + lane);
    completed = (await Promise.all(steps.map(dieAndComplete))).includes(true);
  }
  // Every statement is a step, and so are those that begin and end each transaction.
  expect(step).toBeGreaterThan(12);
}, 180_000);

async function dieAndComplete(step: number): Promise<boolean> {
  await using db = await withPending();
  const completed = await dieAtStep(db, step);

  // Read at one moment: a server may still be at work on what it was sent last.
  const found = await db.query("SELECT name, (SELECT value FROM counter) AS value FROM plinth_migrations");
  const expected = found.reduce((sum, { name }) => sum + (ADDS[String(name)] ?? 0), 0);
  expect(found[0]?.value, `killed at step ${step}`).toBe(expected);
  expect(await db.query("SELECT id FROM lists")).toHaveLength(2);

  await db.migrate();
  expect(await db.query("SELECT value FROM counter"), `completed after step ${step}`).toEqual([{ value: 22 }]);
  expect(await db.query("SELECT id FROM items")).toHaveLength(2);
  expect(await db.applied()).toHaveLength(engine === "postgres" ? 4 : 3);
  return completed;
}

async function withPending(): Promise<Migrating> {
  const db = await startMigrating();
  await db.add(
    "0000_start",
    "CREATE TABLE counter (value integer NOT NULL)",
    "INSERT INTO counter VALUES (0)",
    "CREATE TABLE lists (id text PRIMARY KEY, name text)",
    `CREATE TABLE items (id text PRIMARY KEY, list_id text ${engine === "sqlite" ? "REFERENCES lists(id) ON DELETE CASCADE" : ""})`,
    "INSERT INTO lists VALUES ('a', 'A'), ('b', 'B')",
    "INSERT INTO items VALUES ('1', 'a'), ('2', 'b')",
  );
  await db.migrate();
  await db.add(
    "0001_rebuild",
    "UPDATE counter SET value = value + 1",
    ...REBUILD,
    "UPDATE counter SET value = value + 1",
  );
  await db.add("0002_more", "UPDATE counter SET value = value + 10", "UPDATE counter SET value = value + 10");
  if (engine === "postgres") {
    await db.add(
      "0003_indexes",
      "-- plinth: no-transaction\nCREATE INDEX CONCURRENTLY items_list ON items (list_id)",
      "CREATE INDEX CONCURRENTLY lists_name ON lists (name)",
    );
  }
  return db;
}

async function dieAtStep(db: Migrating, step: number): Promise<boolean> {
  await using child = await startChild("migrating-child.ts");
  return (await child.ask(JSON.stringify({ target: db.target, folder: db.folder, dieAt: step }))) !== undefined;
}
