import { eq, sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { databaseWith, type OwnDatabase } from "../../test/create-tables.ts";
import { emptyLists, fillLists, home, itemNames, items, links, lists } from "../../test/lists.ts";
import { one } from "../errors.ts";

let database: OwnDatabase;
beforeAll(async () => {
  database = await databaseWith([lists, items, links]);
});
afterAll(() => database[Symbol.asyncDispose]());
beforeEach(() => database.write(fillLists));
afterEach(() => database.write(emptyLists));

const names = (where?: Parameters<typeof itemNames>[1]) => itemNames(database.read, where);

describe("writes", () => {
  test("an insert returns its rows in their order", async () => {
    const made = await database.write((db) =>
      db
        .insert(items)
        .values(["c", "a", "b"].map((name) => ({ name, done: false })))
        .returning({ name: items.name }),
    );

    expect(made).toEqual([{ name: "c" }, { name: "a" }, { name: "b" }]);
  });

  test("an update returns the rows as they are now, and none when none matched", async () => {
    const rename = (name: string) =>
      database.write((db) =>
        db
          .update(items)
          .set({ amount: sql`${items.amount} + 1` })
          .where(eq(items.name, name))
          .returning({ amount: items.amount }),
      );

    expect(await rename("milk")).toEqual([{ amount: 6 }]);
    expect(await rename("salt")).toEqual([{ amount: null }]);
    expect(await rename("nothing")).toEqual([]);
  });

  test("a delete returns the rows that were there", async () => {
    const gone = await database.write((db) =>
      db.delete(items).where(eq(items.done, true)).returning({ name: items.name }),
    );

    expect(gone.map((row) => row.name).sort()).toEqual(["bread", "loose"]);
    expect(await names(undefined)).toEqual(["milk", "salt"]);
  });

  test("an upsert changes the row that is there", async () => {
    const upsert = (amount: number) =>
      database.write((db) =>
        one(
          db
            .insert(items)
            .values({ listId: home, name: "milk", amount, done: true })
            .onConflictDoUpdate({
              target: [items.listId, items.name],
              set: { amount: sql`excluded.amount + ${items.amount}`, done: sql`excluded.done` },
            })
            .returning({ amount: items.amount, done: items.done, price: items.price }),
        ),
      );

    expect(await upsert(10)).toEqual({ amount: 15, done: true, price: "1.10" });
    expect(await database.read.$count(items)).toBe(4);
  });

  test("an upsert that finds its condition unmet changes and returns nothing", async () => {
    const rows = await database.write((db) =>
      db
        .insert(items)
        .values({ listId: home, name: "milk", amount: 1, done: true })
        .onConflictDoUpdate({ target: [items.listId, items.name], set: { amount: 1 }, setWhere: eq(items.amount, 99) })
        .returning(),
    );

    expect(rows).toEqual([]);
  });

  test("an insert that gives way returns only what it made", async () => {
    const made = await database.write((db) =>
      db
        .insert(items)
        .values(["milk", "tea"].map((name) => ({ listId: home, name, done: false })))
        .onConflictDoNothing()
        .returning({ name: items.name }),
    );

    expect(made).toEqual([{ name: "tea" }]);
  });

  test("an insert takes rows from a select", async () => {
    const copied = await database.write((db) =>
      db
        .insert(links)
        .select(db.select({ itemId: items.id, label: items.name }).from(items).where(eq(items.done, true)))
        .returning({ label: links.label }),
    );

    expect(copied.map((row) => row.label).sort()).toEqual(["bread", "loose"]);
  });

  test("deleting a list takes its items along", async () => {
    await database.write((db) => db.delete(lists).where(eq(lists.id, home)));

    expect(await names(undefined)).toEqual(["loose"]);
  });

  test("NULLs do not clash in a unique index", async () => {
    await database.write((db) => db.insert(items).values([1, 2].map(() => ({ name: "loose", done: false }))));

    expect(await database.read.$count(items, eq(items.name, "loose"))).toBe(3);
  });
});
