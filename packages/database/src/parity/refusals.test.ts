import { and, eq, gt, inArray } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { databaseWith, type OwnDatabase } from "../../test/create-tables.ts";
import { type SampleColumn, samples } from "../../test/samples.ts";
import { databaseErrorKind, one } from "../errors.ts";
import { contains, startsWith } from "../text.ts";
import { ValueError } from "../values.ts";

let database: OwnDatabase;
beforeAll(async () => {
  database = await databaseWith([samples]);
});
afterAll(() => database[Symbol.asyncDispose]());

const circular: Record<string, unknown> = {};
circular.self = circular;
const deep = JSON.parse(`${"[".repeat(101)}${"]".repeat(101)}`);

const refused: [what: string, column: SampleColumn, given: unknown][] = [
  ["NUL in text", "words", "a\0b"],
  ["an unpaired high surrogate", "words", "a\ud83d"],
  ["an unpaired low surrogate", "words", "\udc4d!"],
  ["a number for text", "words", 7],
  ["an object for text", "words", { $ne: "" }],
  ["an array for text", "words", ["a"]],
  ["a fraction for an integer", "amount", 1.5],
  ["an integer beyond the safe range", "amount", 2 ** 53],
  ["an integer below the safe range", "amount", -(2 ** 53)],
  ["NaN for an integer", "amount", Number.NaN],
  ["Infinity for an integer", "amount", Number.POSITIVE_INFINITY],
  ["digits for an integer", "amount", "7"],
  ["true for an integer", "amount", true],
  ["a bigint for an integer", "amount", 7n],
  ["too many decimal places", "price", "1.005"],
  ["too many digits", "price", "10000000000.00"],
  ["sixteen digits", "whole", "1000000000000000"],
  ["a number for a decimal", "price", 1.1],
  ["an exponent in a decimal", "price", "1e3"],
  ["a decimal with spaces", "price", " 1.00 "],
  ["a decimal with a comma", "price", "1,00"],
  ["NaN for a decimal", "price", "NaN"],
  ["no digits for a decimal", "price", ""],
  ["a word for a flag", "done", "no"],
  ["one for a flag", "done", 1],
  ["an invalid date", "at", new Date(Number.NaN)],
  ["text for a moment", "at", "2024-01-01"],
  ["milliseconds for a moment", "at", 0],
  ["a year beyond 9999", "at", new Date("+010000-01-01T00:00:00.000Z")],
  ["a year before the first", "at", new Date("0000-12-31T23:59:59.999Z")],
  ["NaN in JSON", "data", { a: [Number.NaN] }],
  ["Infinity in JSON", "data", -Number.POSITIVE_INFINITY],
  ["NUL in a JSON string", "data", ["a\0"]],
  ["NUL in a JSON key", "data", { "a\0": 1 }],
  ["an unpaired surrogate in JSON", "data", { a: "\ud83d" }],
  ["a function in JSON", "data", { a: () => 1 }],
  ["undefined in a JSON array", "data", [undefined]],
  ["a hole in a JSON array", "data", new Array(1)],
  ["a bigint in JSON", "data", [1n]],
  ["a map in JSON, which would come back empty", "data", new Map([["a", 1]])],
  ["bytes in JSON", "data", { a: new Uint8Array(1) }],
  ["an invalid date in JSON", "data", [new Date(Number.NaN)]],
  ["JSON that holds itself", "data", circular],
  ["JSON of more than 100 levels", "data", deep],
  ["an unknown word", "mood", "angry"],
  ["a word in another case", "mood", "Calm"],
  ["a number for a word", "mood", 0],
  ["text for bytes", "raw", "abc"],
  ["an array for bytes", "raw", [1, 2]],
  ["something other than a UUID", "sampleId", "42"],
  ["a UUID in braces", "sampleId", "{0198f3a2-7b1c-7d2e-8f00-abcdef012345}"],
  ["an empty UUID", "sampleId", ""],
];

describe("a value is refused before it reaches the engine", () => {
  test.each(refused)("%s", async (_what, column, given) => {
    const insert = () => database.write((db) => db.insert(samples).values({ [column]: given }));
    const update = () => database.write((db) => db.update(samples).set({ [column]: given }));
    const select = async () =>
      database.read
        .select()
        .from(samples)
        .where(eq(samples[column], given as never));

    await expect(insert()).rejects.toBeInstanceOf(ValueError);
    await expect(update()).rejects.toBeInstanceOf(ValueError);
    const error = await select().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ValueError);
    expect(databaseErrorKind(error)).toBe("value");
    expect(await database.read.$count(samples)).toBe(0);
  });

  test("one bad value among many", async () => {
    const ids = ["0198f3a2-7b1c-7d2e-8f00-abcdef012345", "nonsense"];

    await expect((async () => database.read.select().from(samples).where(inArray(samples.id, ids)))()).rejects.toThrow(
      ValueError,
    );
    await expect(
      (async () =>
        database.read
          .select()
          .from(samples)
          .where(and(gt(samples.amount, 1), gt(samples.amount, 0.5))))(),
    ).rejects.toThrow(ValueError);
  });

  test("text to search for that could not be stored, or is too long for a pattern", () => {
    expect(() => contains(samples.words, "a\0")).toThrow(ValueError);
    expect(() => startsWith(samples.words, "\ud83d")).toThrow(ValueError);
    expect(() => contains(samples.words, "a".repeat(10_001))).toThrow(ValueError);
  });

  test("and its transaction goes on, for nothing has failed in it", async () => {
    const amount = await database.write(async (db) => {
      await expect((async () => db.insert(samples).values({ amount: 0.5 }))()).rejects.toThrow(ValueError);
      const row = await one(db.insert(samples).values({ amount: 1 }).returning());
      await db.delete(samples);
      return row.amount;
    });

    expect(amount).toBe(1);
  });
});
