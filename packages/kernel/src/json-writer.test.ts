import fc from "fast-check";
import { expect, test } from "vitest";
import { z } from "zod";
import { declaredOutput } from "./declared-output.ts";
import { jsonWriter } from "./json-writer.ts";

const Row = z.object({
  id: z.string(),
  count: z.number(),
  at: z.date(),
  closedAt: z.date().nullable(),
  kind: z.enum(["a", "b"]),
  tags: z.array(z.string()),
  note: z.string().optional(),
  data: z.record(z.string(), z.union([z.string(), z.number(), z.null(), z.array(z.string())])),
  nested: z.object({ flag: z.boolean() }).nullable(),
});

const rows = fc.record({
  id: fc.string({ unit: "binary" }),
  count: fc.double(),
  at: fc.date(),
  closedAt: fc.option(fc.date({ noInvalidDate: true, min: new Date("0000-01-01"), max: new Date("9999-12-31") })),
  kind: fc.constantFrom("a", "b"),
  tags: fc.array(fc.string({ unit: "grapheme" })),
  note: fc.option(fc.string(), { nil: undefined }),
  data: fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.double(), fc.constant(null), fc.array(fc.string()))),
  nested: fc.option(fc.record({ flag: fc.boolean() })),
  secret: fc.string(),
});

test("the writer gives the bytes JSON.stringify gives for the declared fields", () => {
  const [write, pick] = [jsonWriter(Row), declaredOutput(Row)];

  fc.assert(
    fc.property(rows, (row) => {
      expect(write(row)).toBe(JSON.stringify(pick(row)));
    }),
    { numRuns: 2_000 },
  );
});

test("moments are written as Date does, from year 0 to year 9999 and beyond", () => {
  const write = jsonWriter(z.date());

  fc.assert(
    fc.property(fc.date(), (date) => {
      expect(write(date)).toBe(JSON.stringify(date));
    }),
    { numRuns: 2_000 },
  );
});

test("keys that look like code stay keys", () => {
  const odd = z.object({
    'a"b': z.number(),
    "x];process.exit()//": z.number(),
    __proto__x: z.number(),
    "line\nbreak": z.number(),
  });

  const value = { 'a"b': 1, "x];process.exit()//": 2, __proto__x: 3, "line\nbreak": 4 };

  expect(jsonWriter(odd)(value)).toBe(JSON.stringify(value));
});

test("a missing declared field is an error, a missing optional one is left out", () => {
  expect(() => jsonWriter(z.object({ id: z.string() }))({})).toThrow('lacks the declared field "id"');
  expect(jsonWriter(z.object({ id: z.string().optional() }))({})).toBe("{}");
  expect(jsonWriter(z.array(z.string().nullable()))([null, "x"])).toBe('[null,"x"]');
});

test("unions of objects are told apart by their discriminator", () => {
  const shape = z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("a"), a: z.number() }),
    z.object({ kind: z.literal("b"), b: z.string() }),
  ]);

  expect(jsonWriter(shape)({ kind: "b", b: "x", a: 1 })).toBe('{"kind":"b","b":"x"}');
  expect(() => jsonWriter(shape)({ kind: "c" })).toThrow("undeclared kind");
  expect(() => jsonWriter(z.union([z.object({ a: z.number() }), z.object({ b: z.number() })]))).toThrow(
    "discriminatedUnion",
  );
});
