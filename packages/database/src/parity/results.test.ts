import { count, countDistinct, eq, gt, isNotNull, max, min, not, sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { databaseWith, type OwnDatabase } from "../../test/create-tables.ts";
import { emptyLists, fillLists, home, items, links, lists, work } from "../../test/lists.ts";
import { first, one } from "../errors.ts";
import { ascending, descending } from "../order.ts";
import { sum } from "../sum.ts";

let database: OwnDatabase;
beforeAll(async () => {
  database = await databaseWith([lists, items, links]);
});
afterAll(() => database[Symbol.asyncDispose]());
beforeEach(() => database.write(fillLists));
afterEach(() => database.write(emptyLists));

describe("results", () => {
  test("counts, sums and extremes are values of their columns", async () => {
    const row = await one(
      database.read
        .select({
          all: count(),
          some: count(items.amount),
          kinds: countDistinct(items.done),
          amount: sum(items.amount),
          price: sum(items.price),
          last: max(items.dueAt),
          least: min(items.amount),
          cheapest: min(items.price),
        })
        .from(items),
    );

    expect(row).toStrictEqual({
      all: 4,
      some: 3,
      kinds: 2,
      amount: 0,
      price: "3.00",
      last: new Date(3000),
      least: -7,
      cheapest: "-0.15",
    });
    expect(await database.read.$count(items, eq(items.done, true))).toBe(2);
  });

  test("the sum of nothing is NULL, its count zero", async () => {
    const nothing = database.read
      .select({ n: count(), amount: sum(items.amount), price: sum(items.price), last: max(items.dueAt) })
      .from(items)
      .where(eq(items.name, "nothing"));

    expect(await nothing).toStrictEqual([{ n: 0, amount: null, price: null, last: null }]);
  });

  test("whole numbers divide to whole numbers, towards zero", async () => {
    const halves = await database.read
      .select({
        name: items.name,
        half: sql<number>`${items.amount} / 2`.mapWith(Number),
        rest: sql`${items.amount} % 2`.mapWith(Number),
      })
      .from(items)
      .where(isNotNull(items.amount))
      .orderBy(ascending(items.name));

    expect(halves).toEqual([
      { name: "bread", half: 1, rest: 0 },
      { name: "loose", half: -3, rest: -1 },
      { name: "milk", half: 2, rest: 1 },
    ]);
  });

  test("groups, and conditions on them", async () => {
    const groups = database.read
      .select({ listId: items.listId, n: count(), done: count(sql`case when ${items.done} then 1 end`) })
      .from(items)
      .groupBy(items.listId)
      .having(gt(count(), 0))
      .orderBy(descending(items.listId));

    expect(await groups).toEqual([
      { listId: home, n: 3, done: 1 },
      { listId: null, n: 1, done: 1 },
    ]);
  });

  test("distinct", async () => {
    const flags = database.read.selectDistinct({ done: items.done }).from(items).orderBy(ascending(items.done));

    expect(await flags).toEqual([{ done: false }, { done: true }]);
  });

  test("limit and offset", async () => {
    const page = (limit: number, offset: number) =>
      database.read.select({ name: items.name }).from(items).orderBy(ascending(items.name)).limit(limit).offset(offset);

    expect(await page(2, 1)).toEqual([{ name: "loose" }, { name: "milk" }]);
    expect(await page(0, 0)).toEqual([]);
    expect(await page(5, 4)).toEqual([]);
  });

  test("an inner join leaves out what has no partner, a left join gives NULL for it", async () => {
    const inner = database.read
      .select({ item: items.name, list: lists })
      .from(items)
      .innerJoin(lists, eq(lists.id, items.listId));
    const left = database.read
      .select({ item: items.name, list: { name: lists.name } })
      .from(items)
      .leftJoin(lists, eq(lists.id, items.listId))
      // From a left join even a NOT NULL column may come as NULL.
      .orderBy(descending(sql`${lists.name}`), ascending(items.name));

    expect(await inner).toHaveLength(3);
    expect((await inner)[0]?.list).toEqual({ id: home, name: "home" });
    expect(await left).toEqual([
      { item: "bread", list: { name: "home" } },
      { item: "milk", list: { name: "home" } },
      { item: "salt", list: { name: "home" } },
      { item: "loose", list: null },
    ]);
  });

  test("whole tables joined come as an object each", async () => {
    const rows = await database.read
      .select()
      .from(lists)
      .leftJoin(items, eq(items.listId, lists.id))
      .where(eq(lists.id, work));

    expect(rows).toEqual([{ lists: { id: work, name: "work" }, items: null }]);
  });

  test("a subquery and a common table expression", async () => {
    const open = database.read.$with("open").as(
      database.read
        .select({ listId: items.listId, n: count().as("n") })
        .from(items)
        .where(not(items.done))
        .groupBy(items.listId),
    );
    const rows = database.read
      .with(open)
      .select({ name: lists.name, n: open.n })
      .from(lists)
      .leftJoin(open, eq(open.listId, lists.id))
      .orderBy(lists.name);
    const dear = database.read.select({ name: items.name }).from(items).where(gt(items.price, "1.00")).as("dear");

    expect(await rows).toEqual([
      { name: "home", n: 2 },
      { name: "work", n: null },
    ]);
    expect(await database.read.select({ n: count() }).from(dear)).toEqual([{ n: 2 }]);
  });

  test("one, first and nothing", async () => {
    const select = (name: string) => database.read.select({ name: items.name }).from(items).where(eq(items.name, name));

    expect(await first(select("milk"))).toEqual({ name: "milk" });
    expect(await first(select("nothing"))).toBeUndefined();
    await expect(one(select("nothing"))).rejects.toMatchObject({ name: "StaleRowError" });
  });
});
