import { eq, sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { databaseWith, type OwnDatabase } from "../../test/create-tables.ts";
import { emptyLists, fillLists, home, items, links, lists } from "../../test/lists.ts";
import { engine } from "../engine.ts";
import { databaseErrorKind } from "../errors.ts";
import { rawRows } from "../raw.ts";

let database: OwnDatabase;
beforeAll(async () => {
  database = await databaseWith([lists, items, links]);
});
afterAll(() => database[Symbol.asyncDispose]());
beforeEach(() => database.write(fillLists));
afterEach(() => database.write(emptyLists));

const nobody = "0198f3a2-7b1c-7000-8000-000000000003";

describe("a constraint that is broken has the same name on both engines", () => {
  test.each([
    ["unique", "a unique index", (db) => db.insert(lists).values({ name: "home" })],
    [
      "unique",
      "a unique index of two columns",
      (db) => db.insert(items).values({ listId: home, name: "milk", done: true }),
    ],
    ["unique", "a primary key", (db) => db.insert(lists).values({ id: home, name: "again" })],
    [
      "unique",
      "an update into a taken place",
      (db) => db.update(lists).set({ name: "work" }).where(eq(lists.id, home)),
    ],
    [
      "foreign_key",
      "a reference to nothing",
      (db) => db.insert(items).values({ listId: nobody, name: "x", done: true }),
    ],
    ["foreign_key", "a reference updated to nothing", (db) => db.update(items).set({ listId: nobody })],
    ["not_null", "a missing value", (db) => db.insert(lists).values({ name: null as never })],
    ["not_null", "a value taken away", (db) => db.update(lists).set({ name: sql`null` })],
  ] as [string, string, (db: Parameters<Parameters<OwnDatabase["write"]>[0]>[0]) => Promise<unknown>][])(
    "%s: %s",
    async (kind, _what, work) => {
      const error = await database.write(work).catch((thrown: unknown) => thrown);

      expect(databaseErrorKind(error)).toBe(kind);
    },
  );

  test("a primary key of two columns", async () => {
    const [item] = await database.read.select().from(items).limit(1);
    const link = { itemId: item?.id ?? "", label: "x" };
    await database.write((db) => db.insert(links).values(link));

    const error = await database.write((db) => db.insert(links).values(link)).catch((thrown: unknown) => thrown);

    expect(databaseErrorKind(error)).toBe("unique");
  });

  test("a row that others refer to", async () => {
    const [item] = await database.read.select().from(items).limit(1);
    await database.write((db) => db.insert(links).values({ itemId: item?.id ?? "", label: "x" }));

    const error = await database.write((db) => db.delete(items)).catch((thrown: unknown) => thrown);

    expect(databaseErrorKind(error)).toBe("foreign_key");
  });

  test.each([
    ["check", "a check", "insert into checked (n) values (0)"],
    ["value", "text for a number", "insert into checked (n) values ('abc')"],
  ])("%s: %s, in SQL of our own", async (kind, _what, statement) => {
    const strict = engine === "sqlite" ? " strict" : "";
    await database.write((db) =>
      rawRows(db, sql.raw(`create table if not exists checked (n integer check (n > 0))${strict}`)),
    );

    const error = await database.write((db) => rawRows(db, sql.raw(statement))).catch((thrown: unknown) => thrown);

    expect(databaseErrorKind(error)).toBe(kind);
  });

  test("an error of our own has none", () => {
    expect(databaseErrorKind(new Error("unique"))).toBeUndefined();
    expect(databaseErrorKind("text")).toBeUndefined();
  });
});
