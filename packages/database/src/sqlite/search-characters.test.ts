import Sqlite from "better-sqlite3";
import { expect, test } from "vitest";
import { characters } from "../../test/characters.ts";
import { wordsIn } from "../search-words.ts";

test("SQLite and we part and fold every character alike, alone and inside a word", () => {
  const db = new Sqlite(":memory:");
  db.exec(`create virtual table t using fts5(x, content='', tokenize="unicode61 remove_diacritics 2 categories 'L* N* M* Co'");
    create virtual table v using fts5vocab(t, 'instance')`);
  const texts = Array.from(characters(), (character) => `x${character}y ${character}z`);
  const insert = db.prepare("insert into t (rowid, x) values (?, ?)");
  db.transaction(() => {
    for (const [at, text] of texts.entries()) insert.run(at, text);
  })();

  const words = new Map<number, string[]>();
  for (const row of db.prepare("select doc, term, offset from v").raw().iterate()) {
    const [doc, term, offset] = row as [number, string, number];
    const known = words.get(doc) ?? [];
    known[offset] = term;
    words.set(doc, known);
  }
  db.close();
  const ours = (text: string) => wordsIn(text).map(({ folded }) => folded);
  expect(texts.length).toBeGreaterThan(140_000);
  expect(texts.filter((text, at) => words.get(at)?.join(" ") !== ours(text).join(" "))).toEqual([]);
});
