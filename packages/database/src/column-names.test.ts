import { expect, test } from "vitest";
import { addCounter, counters } from "../test/counters.ts";
import { databaseWith } from "../test/create-tables.ts";
import { column } from "./index.ts";

test("two descriptions of one table are each asked by their own columns", async () => {
  await using database = await databaseWith([counters]);
  await database.write((db) => addCounter(db, "hits"));
  const again = column.table("counters", { called: column.text() });
  const renamed = column.table("counters", { name: column.text() });

  await expect(database.read.select().from(again)).rejects.toThrow();

  expect(await database.read.select().from(counters)).toMatchObject([{ name: "hits" }]);
  expect(await database.read.select().from(renamed)).toEqual([{ name: "hits" }]);
});
