import { eq, sql } from "drizzle-orm";
import { expect } from "vitest";
import { column } from "../src/columns.ts";
import { newId } from "../src/new-id.ts";
import { rawRows } from "../src/raw.ts";
import { fullText, fullTextStatements } from "../src/search.ts";
import { parseSearch } from "../src/search-query.ts";
import { databaseWith, type OwnDatabase } from "./create-tables.ts";

const { table, id, ref, text, moment } = column;

export const shelves = table("shelves", { id: id() });
export const notes = table("notes", {
  id: id(),
  shelfId: ref(() => shelves.id, { onDelete: "cascade" }).notNull(),
  title: text().notNull(),
  body: text().notNull(),
  createdAt: moment().notNull(),
});
export const noteSearch = fullText("note_search", {
  ...{ table: notes, key: notes.id, at: notes.createdAt, within: notes.shelfId },
  columns: [notes.title, notes.body],
});
export const names = table("names", { id: id(), name: text().notNull(), madeAt: moment().notNull() });
export const nameSearch = fullText("name_search", {
  ...{ table: names, key: names.id, at: names.madeAt },
  columns: [names.name],
});

export const [shelfId, otherShelfId] = [newId(), newId()];
export const start = Date.parse("2026-01-01T00:00:00.000Z");

export type Note = { title?: string; body?: string; at?: number; on?: string };

/** A database of notes on two shelves, and a way to write and to find them. */
export interface SearchedNotes extends AsyncDisposable {
  database: OwnDatabase;
  /** Each a second after the one before, unless told otherwise. Returns their ids. */
  write(given: Note[]): Promise<string[]>;
  /** Title and text of what is found on the first shelf, newest first. */
  found(typed: string, options?: { heading?: boolean; limit?: number }): Promise<string[]>;
  clear(): Promise<void>;
}

export async function searchedNotes(): Promise<SearchedNotes> {
  const database = await databaseWith([shelves, notes, names]);
  await database.write(async (db) => {
    await db.insert(shelves).values([{ id: shelfId }, { id: otherShelfId }]);
    for (const statement of fullTextStatements([noteSearch, nameSearch])) await rawRows(db, sql.raw(statement));
  });
  return {
    database,
    write: async (given) => {
      const rows = given.map(({ title = "", body = "", at, on = shelfId }, n) => {
        return { id: newId(), shelfId: on, title, body, createdAt: new Date(at ?? start + n * 1_000) };
      });
      await database.write((db) => db.insert(notes).values(rows));
      return rows.map((row) => row.id);
    },
    found: async (typed, { heading = false, limit = 100 } = {}) => {
      const sought = seek(typed, heading);
      if (sought === undefined) return [];
      const hits = noteSearch.hits(database.read, { sought, limit });
      const rows = await database.read
        .select({ title: notes.title, body: notes.body })
        .from(hits)
        .innerJoin(notes, eq(notes.id, hits.key))
        .orderBy(...noteSearch.newestFirst(hits));
      const asCondition = await database.read.select({ id: notes.id }).from(notes).where(noteSearch.matches(sought));
      if (limit === 100) expect(asCondition).toHaveLength(rows.length);
      return rows.map(({ title, body }) => title + body);
    },
    clear: () =>
      database.write(async (db) => {
        await db.delete(notes);
        await db.delete(names);
      }),
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  };
}

/** What a person types as a parameter; undefined when it says nothing. */
export function seek(typed: string, heading = false): string | undefined {
  const search = parseSearch(typed);
  return search && noteSearch.seek(search, { within: shelfId, heading });
}
