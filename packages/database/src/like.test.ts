import { expect, test } from "vitest";
import { databaseWith } from "../test/create-tables.ts";
import { column } from "./columns.ts";
import { containing, isLike, startingWith } from "./like.ts";
import { prepared } from "./prepared.ts";
import { fold, ValueError } from "./values.ts";

const { table, id, text } = column;
const names = table("names", { id: id(), name: text().notNull(), nameFolded: text().notNull() });

test("a pattern that is a parameter finds folded text, and takes it literally", async () => {
  await using database = await databaseWith([names]);
  const rows = ["Café", "50%_off", "back\\slash"].map((name) => ({ name, nameFolded: fold(name) }));
  await database.write((db) => db.insert(names).values(rows));
  const like = prepared("like", { pattern: String }, (db, $) =>
    db.select({ name: names.name }).from(names).where(isLike(names.nameFolded, $.pattern)),
  );
  const found = async (pattern: string) => (await like.all(database.read, { pattern })).map(({ name }) => name);

  expect(await found(containing("AFÉ"))).toEqual(["Café"]);
  expect(await found(startingWith("caf"))).toEqual(["Café"]);
  expect(await found(startingWith("afe"))).toEqual([]);
  expect(await found(containing("%_"))).toEqual(["50%_off"]);
  expect(await found(containing("k\\s"))).toEqual(["back\\slash"]);
  expect(() => containing("a\0")).toThrow(ValueError);
});
