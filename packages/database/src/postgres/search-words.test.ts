import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { characters } from "../../test/characters.ts";
import { type FreshPostgres, freshPostgres } from "../../test/fresh-postgres.ts";
import { wordsIn } from "../search-words.ts";
import { wordsFunction } from "./search-words.ts";

const AT_ONCE = 2_000;

let fresh: FreshPostgres;
let client: pg.Client;
beforeAll(async () => {
  fresh = await freshPostgres();
  client = new pg.Client({ connectionString: fresh.url });
  await client.connect();
  await client.query(wordsFunction);
});
afterAll(async () => {
  await client.end();
  await fresh[Symbol.asyncDispose]();
});

async function parted(text: string, most = 1_000_000): Promise<string> {
  const { rows } = await client.query<{ words: string }>("select plinth_words($1, $2) as words", [text, most]);
  return rows[0]?.words ?? "";
}

test("Postgres and we part and fold every character alike, alone and inside a word", async () => {
  const texts = Array.from(characters(), (character) => `x${character}y ${character}z`);

  expect(texts.length).toBeGreaterThan(140_000);
  for (let from = 0; from < texts.length; from += AT_ONCE) {
    const some = texts.slice(from, from + AT_ONCE).join(" | ");
    const ours = wordsIn(some).map(({ folded }) => folded);
    expect([from, (await parted(some)).trim() === ours.join(" ")]).toEqual([from, true]);
  }
});

test("what is NULL or empty has no words, and what is long has its first", async () => {
  const { rows } = await client.query("select plinth_words(null, 9) as words");

  expect(rows).toEqual([{ words: " " }]);
  expect(await parted("")).toBe(" ");
  expect(await parted("ÄÖ ü lang", 4)).toBe(" ao u ");
});
