import Sqlite from "better-sqlite3";
import { expect, test } from "vitest";
import { column } from "../columns.ts";
import { fullText, fullTextStatements } from "../search.ts";

const { table, id, text, moment } = column;
const notes = table("notes", { id: id(), title: text().notNull(), madeAt: moment().notNull() });
const noteSearch = fullText("note_search", { table: notes, key: notes.id, at: notes.madeAt, columns: [notes.title] });

const PER_MS = 2 ** 20;

function notesWithIndex(): Sqlite.Database {
  const db = new Sqlite(":memory:");
  db.exec("create table notes (id text primary key, title text not null, made_at integer not null) strict");
  for (const statement of fullTextStatements([noteSearch])) db.exec(statement);
  return db;
}

test("a millisecond that is full of rows takes more, out of order", () => {
  const db = notesWithIndex();
  const add = db.prepare("insert into notes values (?, 'lift', ?)");
  const last = db.prepare("insert into note_search_rows values (?, ?)");
  add.run("first", 5);
  last.run(6 * PER_MS - 1, "the last place of 5 ms");
  last.run(6 * PER_MS, "the first place of 6 ms");

  add.run("one more", 5);

  const found = db.prepare(
    "select key from note_search_rows where place in (select rowid from note_search where note_search match 'lift')",
  );
  expect(found.pluck().all()).toEqual(["first", "one more"]);
});

test("what is left of an index after many changes is sound", () => {
  const db = notesWithIndex();
  const add = db.prepare("insert into notes values (?, ?, ?)");
  for (let n = 0; n < 500; n++) add.run(`${n}`, `lift ${n}`, n % 7);
  db.exec("update notes set title = 'land ' || id where made_at < 3; delete from notes where made_at = 4; vacuum");

  db.exec("insert into note_search (note_search) values ('integrity-check')");
  const count = (words: string) =>
    db.prepare("select count(*) from note_search where note_search match ?").pluck().get(words);
  const expected = db.prepare("select count(*) from notes where title like ? || '%'").pluck();
  for (const word of ["lift", "land"]) expect(count(word)).toBe(expected.get(word));
  expect(db.prepare("select count(*) from note_search_rows").pluck().get()).toBe(
    db.prepare("select count(*) from notes").pluck().get(),
  );
});
