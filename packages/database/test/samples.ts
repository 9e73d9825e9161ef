import { type AnyColumn, column } from "../src/columns.ts";

const { table, id, ref, text, integer, decimal, flag, moment, json, oneOf, bytes } = column;

/** A table with a column of every kind, for the parity suite. */
export const samples = table("samples", {
  id: id(),
  sampleId: ref((): AnyColumn => samples.id),
  words: text(),
  amount: integer(),
  price: decimal(12, 2),
  whole: decimal(15, 0),
  done: flag(),
  at: moment(),
  data: json<unknown>(),
  mood: oneOf(["calm", "über", "it's"]),
  raw: bytes(),
});

/** Its columns that hold values, by the name the golden tables use. */
export type SampleColumn = Exclude<keyof typeof samples.$inferSelect, "id">;
