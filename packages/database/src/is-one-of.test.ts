import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { databaseWith, type OwnDatabase } from "../test/create-tables.ts";
import { type SampleColumn, samples } from "../test/samples.ts";
import { isOneOf, listOf } from "./is-one-of.ts";
import { prepared } from "./prepared.ts";
import { ValueError } from "./values.ts";

const ids = ["0198f3a2-7b1c-7000-8000-000000000001", "0198f3a2-7b1c-7000-8000-000000000002"] as const;
const at = new Date("2026-02-03T04:05:06.789Z");

let database: OwnDatabase;
beforeAll(async () => {
  database = await databaseWith([samples]);
  const values = { words: 'odd, "word" {x}', amount: 2 ** 53 - 1, price: "-1.10", whole: "7", done: true, at };
  await database.write((db) =>
    db.insert(samples).values([
      { id: ids[0], sampleId: ids[0], mood: "it's", ...values },
      { id: ids[1], words: "é\n😀", amount: 0, price: "1.11", whole: "8", done: false, at: new Date(0), mood: "calm" },
    ]),
  );
});
afterAll(() => database[Symbol.asyncDispose]());

const found = async (column: SampleColumn, values: readonly unknown[]) => {
  const condition = isOneOf(samples[column], listOf(samples[column], values));
  return (await database.read.select({ id: samples.id }).from(samples).where(condition)).map(({ id }) => id);
};

test.each<[SampleColumn, unknown[]]>([
  ["sampleId", [ids[0].toUpperCase(), ids[1]]],
  ["words", ['odd, "word" {x}', "x"]],
  ["amount", [2 ** 53 - 1, 1]],
  ["price", ["-1.1", "9"]],
  ["whole", ["7"]],
  ["done", [true]],
  ["at", [at, new Date(1)]],
  ["mood", ["it's", "über"]],
])("rows are found by a list of values of %s", async (column, values) => {
  expect(await found(column, values)).toEqual([ids[0]]);
});

test("an empty list finds nothing, and NULL is no value", async () => {
  expect(await found("words", [])).toEqual([]);
  expect(await found("sampleId", [ids[1]])).toEqual([]);
});

test("a value that the column cannot hold is refused", () => {
  expect(() => listOf(samples.id, ["mine"])).toThrow(ValueError);
  expect(() => listOf(samples.words, ["a\0"])).toThrow(ValueError);
});

test("a prepared statement takes lists of any length", async () => {
  const some = prepared("isOneOf", { list: String }, (db, $) =>
    db
      .select({ words: samples.words })
      .from(samples)
      .where(isOneOf(samples.words, sql`${$.list}`)),
  );
  const count = async (values: string[]) =>
    (await some.all(database.read, { list: listOf(samples.words, values) })).length;

  expect(await count([])).toBe(0);
  expect(await count(["é\n😀"])).toBe(1);
  expect(await count(["é\n😀", 'odd, "word" {x}', ...Array(40_000).fill("x")])).toBe(2);
});
