import { and, eq, gt } from "drizzle-orm";
import { afterAll, beforeAll, expect, expectTypeOf, test } from "vitest";
import { databaseWith, type OwnDatabase } from "../test/create-tables.ts";
import { column } from "./columns.ts";
import { ascending } from "./order.ts";
import { relatedValues } from "./related-values.ts";

const { table, id, ref, text, integer, moment } = column;

const posts = table("posts", { id: id(), title: text().notNull() });
const marks = table("marks", {
  id: id(),
  postId: ref(() => posts.id).notNull(),
  word: text().notNull(),
  weight: integer().notNull(),
  at: moment().notNull(),
});

let database: OwnDatabase;
let ids: string[];
beforeAll(async () => {
  database = await databaseWith([posts, marks]);
  await database.write(async (db) => {
    const [first, second] = await db
      .insert(posts)
      .values([{ title: "a" }, { title: "b" }])
      .returning();
    const mark = (word: string, weight: number) => ({ postId: first?.id ?? "", word, weight, at: new Date(weight) });
    const made = await db
      .insert(marks)
      .values([mark('odd, "word" {x}', 3), mark("é\n😀", 1), mark("NULL", 2 ** 40)])
      .returning();
    ids = made.map((row) => row.id).sort();
    await db.insert(marks).values({ ...mark("other", 1), postId: second?.id ?? "" });
    await db.delete(marks).where(eq(marks.word, "other"));
  });
});
afterAll(() => database[Symbol.asyncDispose]());

test("each row comes with the values of its own relations, smallest first, decoded as their column", async () => {
  const mine = eq(marks.postId, posts.id);
  const query = database.read
    .select({
      title: posts.title,
      ids: relatedValues(marks.id, mine),
      words: relatedValues(marks.word, mine),
      weights: relatedValues(marks.weight, mine),
      moments: relatedValues(marks.at, mine),
    })
    .from(posts)
    .orderBy(ascending(posts.title));

  const [first, second] = await query;

  expect(first).toEqual({
    title: "a",
    ids,
    words: ["NULL", 'odd, "word" {x}', "é\n😀"],
    weights: [1, 3, 2 ** 40],
    moments: [new Date(1), new Date(3), new Date(2 ** 40)],
  });
  expect(second).toEqual({ title: "b", ids: [], words: [], weights: [], moments: [] });
  expectTypeOf<Awaited<typeof query>[number]["moments"]>().toEqualTypeOf<Date[]>();
});

test("a relation may be narrowed further", async () => {
  const heavy = relatedValues(marks.weight, and(eq(marks.postId, posts.id), gt(marks.weight, 2)) ?? eq(marks.id, ""));

  const rows = await database.read.select({ heavy }).from(posts).orderBy(ascending(posts.title));

  expect(rows.map((row) => row.heavy)).toEqual([[3, 2 ** 40], []]);
});
