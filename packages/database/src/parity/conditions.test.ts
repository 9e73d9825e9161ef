import {
  and,
  between,
  eq,
  exists,
  gt,
  inArray,
  isNotNull,
  isNull,
  lte,
  ne,
  not,
  notInArray,
  or,
  sql,
} from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { databaseWith, type OwnDatabase } from "../../test/create-tables.ts";
import { emptyLists, fillLists, itemNames, items, links, lists } from "../../test/lists.ts";
import { databaseErrorKind } from "../errors.ts";

let database: OwnDatabase;
beforeAll(async () => {
  database = await databaseWith([lists, items, links]);
});
afterAll(() => database[Symbol.asyncDispose]());
beforeEach(() => database.write(fillLists));
afterEach(() => database.write(emptyLists));

const names = (where?: Parameters<typeof itemNames>[1]) => itemNames(database.read, where);

describe("conditions", () => {
  test.each([
    ["a flag by itself", sql`${items.done}`, ["bread", "loose"]],
    ["a flag negated", not(items.done), ["milk", "salt"]],
    ["a flag compared", eq(items.done, false), ["milk", "salt"]],
    ["NULL, which is never equal", eq(items.amount, sql`null`), []],
    ["NULL, which is never unequal", ne(items.amount, 5), ["bread", "loose"]],
    ["is NULL", isNull(items.amount), ["salt"]],
    ["JSON null inside is not NULL", isNotNull(items.data), ["bread", "loose", "milk"]],
    ["moments compared", gt(items.dueAt, new Date(1000)), ["bread", "loose"]],
    ["moments between", between(items.dueAt, new Date(1000), new Date(2000)), ["bread", "milk"]],
    ["decimals compared as numbers", gt(items.price, "-0.20"), ["bread", "loose", "milk"]],
    ["decimals in another writing", eq(items.price, "1.1"), ["milk"]],
    ["JSON by its value", eq(items.data, { tag: "x" }), ["milk"]],
    ["among none", inArray(items.name, []), []],
    ["not among none", notInArray(items.name, []), ["bread", "loose", "milk", "salt"]],
    ["among one", inArray(items.name, ["milk"]), ["milk"]],
    ["among moments", inArray(items.dueAt, [new Date(1000), new Date(3000)]), ["loose", "milk"]],
    ["or, and", or(eq(items.name, "milk"), and(items.done, lte(items.amount, 2))), ["bread", "loose", "milk"]],
    ["no condition", undefined, ["bread", "loose", "milk", "salt"]],
  ])("%s", async (_what, where, found) => {
    expect(await names(where)).toEqual(found);
  });

  test("among 32,766 values at most: more are refused by both, named as too many", async () => {
    const many = Array.from({ length: 32_766 }, (_, at) => at);
    const ask = async (values: number[]) => database.read.select().from(items).where(inArray(items.amount, values));

    expect(await ask(many)).toHaveLength(2);
    const error = await ask(Array.from({ length: 33_000 }, (_, at) => at)).catch((thrown: unknown) => thrown);
    expect(databaseErrorKind(error)).toBe("too_many_values");
    expect(await ask([5])).toHaveLength(1);
  });

  test("too many values in an insert are refused by both, and spoil their transaction", async () => {
    const rows = Array.from({ length: 12_000 }, (_, at) => ({ name: `item ${at}`, done: false }));
    const insert = database.write(async (db) => {
      await db
        .insert(items)
        .values(rows)
        .catch(() => {});
      return 1;
    });

    expect(databaseErrorKind(await insert.catch((thrown: unknown) => thrown))).toBe("too_many_values");
  });

  test("exists", async () => {
    const mine = database.read.select({ one: sql`1` }).from(items).where(eq(items.listId, lists.id));

    expect(await database.read.select({ name: lists.name }).from(lists).where(exists(mine))).toEqual([
      { name: "home" },
    ]);
  });
});
