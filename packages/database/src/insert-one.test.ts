import { afterAll, beforeAll, expect, expectTypeOf, test } from "vitest";
import { databaseWith, type OwnDatabase } from "../test/create-tables.ts";
import { column } from "./columns.ts";
import { databaseErrorKind } from "./errors.ts";
import { insertOne } from "./insert-one.ts";
import { ValueError } from "./values.ts";

const { table, id, text, integer, moment, json, flag, unique } = column;

const books = table(
  "books",
  {
    id: id(),
    title: text().notNull(),
    pages: integer(),
    soldAt: moment(),
    meta: json<{ b: number; a?: string }>(),
    lent: flag().notNull(),
  },
  (book) => [unique("books_title").on(book.title)],
);

let database: OwnDatabase;
beforeAll(async () => {
  database = await databaseWith([books]);
});
afterAll(() => database[Symbol.asyncDispose]());

test("the stored row comes back, with what the table fills in by itself", async () => {
  const soldAt = new Date("2026-01-02T03:04:05.678Z");
  const [one, two] = await database.write(async (db) => [
    await insertOne(db, books, { title: "One", soldAt, meta: { b: 1, a: "x" }, lent: true }),
    await insertOne(db, books, { title: "Two", pages: 0, lent: false }),
  ]);

  expect(one).toEqual({
    id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    title: "One",
    pages: null,
    soldAt,
    meta: { b: 1, a: "x" },
    lent: true,
  });
  expect(two).toMatchObject({ title: "Two", pages: 0, soldAt: null, meta: null, lent: false });
  expect(one?.id).not.toBe(two?.id);
  expect(await database.read.select().from(books)).toEqual(expect.arrayContaining([one, two]));
});

test("what a column refuses is refused before anything is stored, and the transaction goes on", async () => {
  const stored = await database.write(async (db) => {
    await expect(insertOne(db, books, { title: "a\0", lent: true })).rejects.toBeInstanceOf(ValueError);
    return insertOne(db, books, { title: "Three", lent: true });
  });

  expect(stored.title).toBe("Three");
});

test("a clash spoils its transaction like any statement", async () => {
  const twice = database.write(async (db) => {
    await insertOne(db, books, { title: "Four", lent: true });
    await insertOne(db, books, { title: "Four", lent: true }).catch(() => {});
  });

  expect(databaseErrorKind(await twice.catch((thrown: unknown) => thrown))).toBe("unique");
  const nothing = database.write((db) => insertOne(db, books, { title: null, lent: true } as never));
  expect(databaseErrorKind(await nothing.catch((thrown: unknown) => thrown))).toBe("not_null");
});

test("values are typed by the table", () => {
  expectTypeOf(insertOne<typeof books>)
    .parameter(2)
    .toEqualTypeOf<typeof books.$inferInsert>();
  // @ts-expect-error a title is needed
  void (() => database.write((db) => insertOne(db, books, { lent: true })));
  // @ts-expect-error the read handle cannot insert
  void (() => insertOne(database.read, books, { title: "x", lent: true }));
});
