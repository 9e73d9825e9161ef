import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { databaseWith, type OwnDatabase } from "../../test/create-tables.ts";
import { type SampleColumn, samples } from "../../test/samples.ts";
import { one } from "../errors.ts";

let database: OwnDatabase;
beforeAll(async () => {
  database = await databaseWith([samples]);
});
afterAll(() => database[Symbol.asyncDispose]());

type Golden = [what: string, column: SampleColumn, given: unknown, kept?: unknown];

const golden: Golden[] = [
  ["plain text", "words", "Apollo"],
  ["empty text, which is not NULL", "words", ""],
  ["spaces around text", "words", "  a  "],
  ["line ends of every kind", "words", "a\r\nb\nc\rd\te"],
  ["quotes and backslashes", "words", `it's "quoted" \\ \`here\` $1 ? :name @x`],
  ["SQL in text", "words", "'; drop table samples; --"],
  ["emoji beyond the basic plane", "words", "👩‍👩‍👧‍👦 🇩🇪 👍🏽"],
  ["a composed accent", "words", "\u00e9"],
  ["a combining accent, which stays combining", "words", "e\u0301"],
  ["right-to-left text and its marks", "words", "\u202bשלום\u202c \u0627\u0644"],
  ["a byte order mark", "words", "\ufeffa"],
  ["the last code points", "words", "\uffff\u{10ffff}"],
  ["control characters but NUL", "words", "\u0001\u001f\u007f\u0085"],
  ["long text", "words", "é".repeat(200_000)],
  ["digits in text, which stay text", "words", "0012.50"],
  ["zero", "amount", 0],
  ["minus zero, kept as zero", "amount", -0, 0],
  ["a negative integer", "amount", -42],
  ["an integer beyond 32 bits", "amount", 4_294_967_297],
  ["the largest safe integer", "amount", Number.MAX_SAFE_INTEGER],
  ["the smallest safe integer", "amount", Number.MIN_SAFE_INTEGER],
  ["a decimal", "price", "19.90"],
  ["a decimal with fewer places than its column", "price", "1.1", "1.10"],
  ["a decimal without places", "price", "7", "7.00"],
  ["a decimal below one", "price", "0.05"],
  ["a negative decimal below one", "price", "-0.05"],
  ["a decimal minus zero, kept as zero", "price", "-0.00", "0.00"],
  ["a decimal with leading zeros", "price", "007.5", "7.50"],
  ["the largest decimal of its column", "price", "9999999999.99"],
  ["the smallest decimal of its column", "price", "-9999999999.99"],
  ["fifteen digits", "whole", "999999999999999"],
  ["true", "done", true],
  ["false, which is not NULL", "done", false],
  ["the epoch", "at", new Date(0)],
  ["a moment to the millisecond", "at", new Date("2024-02-29T23:59:59.999Z")],
  ["a moment before the epoch", "at", new Date("1969-07-20T20:17:40.001Z")],
  ["an hour that New York skips in spring", "at", new Date("2024-03-10T07:30:00.000Z")],
  ["an hour that New York has twice in autumn", "at", new Date("2024-11-03T05:30:00.500Z")],
  ["the first year", "at", new Date("0001-01-01T00:00:00.000Z")],
  ["a year of two digits", "at", new Date("0099-07-04T12:00:00.010Z")],
  ["the last year", "at", new Date("9999-12-31T23:59:59.999Z")],
  ["an object", "data", { b: 1, a: [true, null, "x"] }],
  ["keys that look like numbers", "data", { 10: "b", 9: "a", x: {} }],
  ["a key named __proto__", "data", JSON.parse('{"__proto__": {"a": 1}}')],
  ["JSON minus zero, kept as zero", "data", [-0], [0]],
  ["numbers of every size", "data", [1e21, 5e-324, Number.MAX_VALUE, 0.1, Number.MAX_SAFE_INTEGER]],
  ["a JSON string", "data", 'a "quoted" 👍 \\ text'],
  ["a JSON number", "data", 1.5],
  ["JSON false", "data", false],
  ["an empty array", "data", []],
  ["null inside JSON", "data", { a: null }],
  ["undefined in JSON, which is left out", "data", { a: undefined, b: 1 }, { b: 1 }],
  ["a date in JSON, as ISO text", "data", { at: new Date(0) }, { at: "1970-01-01T00:00:00.000Z" }],
  ["a word", "mood", "calm"],
  ["a word with a quote", "mood", "it's"],
  ["a word with an accent", "mood", "über"],
  ["every byte", "raw", Uint8Array.from({ length: 256 }, (_, byte) => byte)],
  ["no bytes, which is not NULL", "raw", new Uint8Array()],
  ["a part of a buffer", "raw", new Uint8Array([1, 2, 3, 4]).subarray(1, 3), new Uint8Array([2, 3])],
];

describe("a value is kept", () => {
  test.each(golden)("%s", async (_what, column, given, kept = given) => {
    const made = await database.write((db) =>
      one(
        db
          .insert(samples)
          .values({ [column]: given })
          .returning(),
      ),
    );
    const mine = eq(samples.id, made.id);
    const found = await one(database.read.select().from(samples).where(mine));
    const byValue = database.read
      .select()
      .from(samples)
      .where(and(mine, eq(samples[column], given)));

    expect(made[column]).toStrictEqual(kept);
    expect(found).toStrictEqual(made);
    expect(await byValue).toStrictEqual([made]);
  });

  test.each([["sampleId"], ["words"], ["amount"], ["price"], ["done"], ["at"], ["data"], ["mood"], ["raw"]] as [
    SampleColumn,
  ][])("NULL in %s", async (column) => {
    const made = await database.write((db) =>
      one(
        db
          .insert(samples)
          .values({ [column]: null })
          .returning(),
      ),
    );

    expect(made[column]).toBeNull();
  });

  test("an id is a UUID, kept in lower case and found in upper case", async () => {
    const id = "0198F3A2-7B1C-7D2E-8F00-ABCDEF012345";
    const made = await database.write((db) => one(db.insert(samples).values({ id, sampleId: id }).returning()));

    expect(made).toMatchObject({ id: id.toLowerCase(), sampleId: id.toLowerCase() });
    expect(await database.read.select().from(samples).where(eq(samples.id, id))).toHaveLength(1);
  });

  test("ids made one after another sort in that order", async () => {
    const made = await database.write((db) =>
      db
        .insert(samples)
        .values(Array.from({ length: 50 }, () => ({})))
        .returning({ id: samples.id }),
    );
    const ids = made.map((row) => row.id);

    expect(ids).toEqual([...ids].sort());
  });

  test.each([
    ["UTC", 0],
    ["America/New_York", 240],
    ["Asia/Kolkata", -330],
    ["Pacific/Apia", -780],
  ])("a moment, whatever the zone of the process: %s", async (zone, minutesBehind) => {
    const at = new Date("2024-11-03T05:30:00.123Z");
    vi.stubEnv("TZ", zone);
    try {
      const made = await database.write((db) => one(db.insert(samples).values({ at }).returning()));
      const found = await one(
        database.read
          .select()
          .from(samples)
          .where(and(eq(samples.id, made.id), eq(samples.at, at))),
      );

      expect(at.getTimezoneOffset()).toBe(minutesBehind);
      expect(found.at?.toISOString()).toBe("2024-11-03T05:30:00.123Z");
    } finally {
      vi.unstubAllEnvs();
    }
  });
});
