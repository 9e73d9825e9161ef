import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { databaseWith } from "../test/create-tables.ts";
import { column } from "./columns.ts";
import { type Database, openDatabase } from "./database.ts";
import { first, one } from "./errors.ts";

const { table, text, integer } = column;

const visits = table("visits", { page: text().primaryKey(), count: integer().notNull() });

/** Counts one visit in one statement. */
const visit = (database: Database, page: string) =>
  database.statement((db) =>
    one(
      db
        .insert(visits)
        .values({ page, count: 1 })
        .onConflictDoUpdate({ target: visits.page, set: { count: sql`${visits.count} + 1` } })
        .returning({ count: visits.count }),
    ),
  );

test("a database says whether another process may write to it too", async () => {
  await using database = await databaseWith([visits]);

  const second = openDatabase({ url: database.url });

  if (database.shared) await (await second).close();
  else await expect(second).rejects.toMatchObject({ code: "DATABASE_IN_USE" });
});

test("statements at once, from all who may write, are counted one by one and need no second try", async () => {
  await using database = await databaseWith([visits]);
  const second = database.shared ? await openDatabase({ url: database.url }) : undefined;

  const counts = await Promise.all(
    Array.from({ length: 200 }, async (_, i) => (await visit(i % 2 && second ? second : database, "home")).count),
  );

  expect(counts.sort((a, b) => a - b)).toEqual(Array.from({ length: 200 }, (_, i) => i + 1));
  await second?.close();
});

test("where a database is shared, what its version vouches for outlives a statement", async () => {
  await using database = await databaseWith([visits]);
  const before = database.version();

  await visit(database, "home");

  expect(database.version() === before).toBe(database.shared);
  await database.write((db) => db.delete(visits));
  expect(database.version()).not.toBe(before);
});

test("a statement that fails leaves nothing and harms no later one", async () => {
  await using database = await databaseWith([visits]);
  await visit(database, "home");

  const clash = database.statement((db) =>
    db.insert(visits).values([
      { page: "about", count: 1 },
      { page: "home", count: 1 },
    ]),
  );

  await expect(clash).rejects.toThrow();
  expect(await first(database.read.select().from(visits).where(eq(visits.page, "about")))).toBeUndefined();
  expect(await visit(database, "home")).toEqual({ count: 2 });
});

test("a statement of its own is refused inside a write, on both engines alike", async () => {
  await using database = await databaseWith([visits]);

  const mixed = database.write(() => visit(database, "home"));

  await expect(mixed).rejects.toThrow("cannot run inside a `write`");
  expect(await database.read.select().from(visits)).toEqual([]);
});

test("a closed database takes no statement", async () => {
  await using database = await databaseWith([visits]);

  await database.close();

  await expect(visit(database, "home")).rejects.toThrow();
});
