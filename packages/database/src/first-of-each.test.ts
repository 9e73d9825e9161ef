import { gt } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { databaseWith, type OwnDatabase } from "../test/create-tables.ts";
import { column } from "./columns.ts";
import { explain } from "./explain.ts";
import { firstOfEach } from "./first-of-each.ts";
import { listOf } from "./is-one-of.ts";
import { ascending, descending } from "./order.ts";

const { table, id, ref, text, integer, index } = column;

const shelves = table("shelves", { id: id(), name: text().notNull() });
const books = table(
  "books",
  { id: id(), shelfId: ref(() => shelves.id).notNull(), title: text().notNull(), pages: integer() },
  (book) => [index("books_shelf").on(book.shelfId, book.title, book.id)],
);

let database: OwnDatabase;
let shelfIds: string[];
beforeAll(async () => {
  database = await databaseWith([shelves, books]);
  await database.write(async (db) => {
    const made = await db
      .insert(shelves)
      .values(["a", "b", "c"].map((name) => ({ name })))
      .returning();
    shelfIds = made.map((shelf) => shelf.id);
    const [a = "", b = ""] = shelfIds;
    const book = (shelfId: string, title: string, pages: number | null) => ({ shelfId, title, pages });
    await db
      .insert(books)
      .values([book(a, "3", 3), book(a, "1", null), book(a, "2", 2), book(a, "4", 4), book(b, "9", 9)]);
  });
});
afterAll(() => database[Symbol.asyncDispose]());

const given = (ids: string[], limit: number) => ({
  ...{ id: books.id, belongsTo: books.shelfId, parents: listOf(books.shelfId, ids), limit },
});
const titles = async (condition: ReturnType<typeof firstOfEach>) => {
  const rows = await database.read.select({ title: books.title }).from(books).where(condition);
  return rows.map(({ title }) => title).sort();
};

test("the first few rows of each parent are found, in the given order", async () => {
  const orderBy = [ascending(books.title), ascending(books.id)];

  expect(await titles(firstOfEach({ ...given(shelfIds, 2), orderBy }))).toEqual(["1", "2", "9"]);
  expect(await titles(firstOfEach({ ...given(shelfIds.slice(1), 2), orderBy }))).toEqual(["9"]);
  expect(await titles(firstOfEach({ ...given([], 2), orderBy }))).toEqual([]);
  expect(await titles(firstOfEach({ ...given(shelfIds, 1), orderBy: [descending(books.pages)] }))).toEqual(["4", "9"]);
});

test("rows that do not fulfil the condition leave their place to others", async () => {
  const orderBy = [ascending(books.title)];

  expect(await titles(firstOfEach({ ...given(shelfIds, 2), orderBy, where: gt(books.pages, 2) }))).toEqual([
    "3",
    "4",
    "9",
  ]);
});

test("an index that has the parent and the order is all that is looked at", async () => {
  const condition = firstOfEach({ ...given(shelfIds, 2), orderBy: [ascending(books.title), ascending(books.id)] });

  const { reads, sorted } = await explain(database.read, database.read.select().from(books).where(condition));

  expect(reads.map(({ how }) => how)).toEqual(["search", "search"]);
  expect(sorted).toEqual([]);
});
