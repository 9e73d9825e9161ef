import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { databaseWith, type OwnDatabase } from "../test/create-tables.ts";
import { column } from "./columns.ts";
import { engine } from "./engine.ts";
import { newId } from "./new-id.ts";
import { rawRows } from "./raw.ts";
import { fullText, fullTextStatements } from "./search.ts";
import { parseSearch } from "./search-query.ts";

const { table, id, ref, text, moment } = column;

const shelves = table("shelves", { id: id() });
const notes = table("notes", {
  id: id(),
  shelfId: ref(() => shelves.id, { onDelete: "cascade" }).notNull(),
  title: text().notNull(),
  body: text().notNull(),
  createdAt: moment().notNull(),
});
const noteSearch = fullText("note_search", {
  ...{ table: notes, key: notes.id, at: notes.createdAt, within: notes.shelfId },
  columns: [notes.title, notes.body],
});
const names = table("names", { id: id(), name: text().notNull(), madeAt: moment().notNull() });
const nameSearch = fullText("name_search", { table: names, key: names.id, at: names.madeAt, columns: [names.name] });

const [shelfId, otherShelfId] = [newId(), newId()];
const start = Date.parse("2026-01-01T00:00:00.000Z");

let database: OwnDatabase;
beforeAll(async () => {
  database = await databaseWith([shelves, notes, names]);
  await database.write(async (db) => {
    await db.insert(shelves).values([{ id: shelfId }, { id: otherShelfId }]);
    for (const statement of fullTextStatements([noteSearch, nameSearch])) await rawRows(db, sql.raw(statement));
  });
});
afterAll(() => database[Symbol.asyncDispose]());
beforeEach(() =>
  database.write(async (db) => {
    await db.delete(notes);
    await db.delete(names);
  }),
);

type Note = { title?: string; body?: string; at?: number; on?: string };

/** Each a second after the one before. */
async function write(given: Note[]): Promise<string[]> {
  const rows = given.map(({ title = "", body = "", at, on = shelfId }, n) => {
    return { id: newId(), shelfId: on, title, body, createdAt: new Date(at ?? start + n * 1_000) };
  });
  await database.write((db) => db.insert(notes).values(rows));
  return rows.map((row) => row.id);
}

const seek = (typed: string, heading = false) => {
  const search = parseSearch(typed);
  return search && noteSearch.seek(search, { within: shelfId, heading });
};

/** Title and text of what is found, newest first. */
async function found(typed: string, { heading = false, limit = 100 } = {}): Promise<string[]> {
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
}

describe("a text is found by its words", () => {
  test.each([
    // Whole words and beginnings.
    ["lift", "Lift off at dawn", true],
    ["lif", "Lift off at dawn", true],
    ["l", "Lift off at dawn", true],
    ["ift", "Lift off at dawn", false],
    ["lif ", "Lift off at dawn", false],
    ["lif.", "Lift off at dawn", false],
    ["lift ", "Lift off at dawn", true],
    ["dawn lift", "Lift off at dawn", true],
    ["daw lift", "Lift off at dawn", false],
    ["dawn lif", "Lift off at dawn", true],
    ["lift noon", "Lift off at dawn", false],
    ["lift lift lift", "Lift off at dawn", true],
    ["LIFT OFF", "lift off", true],
    ["lift off", "LIFT OFF", true],
    // Phrases.
    ['"lift off"', "Lift off at dawn", true],
    ['"off lift"', "Lift off at dawn", false],
    ['"lift at"', "Lift off at dawn", false],
    ['"lift of"', "Lift off at dawn", false],
    ['"lift off" daw', "Lift off at dawn", true],
    ['"lift off" "at dawn"', "Lift off at dawn", true],
    ['dawn "lift off', "Lift off at dawn", true],
    ['"off lift', "Lift off at dawn", true],
    ['"lif"', "Lift off at dawn", false],
    ['"lift-off"', "Lift, off!", true],
    ["“lift off”", "Lift off at dawn", true],
    ["„lift off“", "Lift off at dawn", true],
    ['"at dawn lift"', "at dawn\nLift", true],
    ['""', "Lift off at dawn", false],
    ['"" lift', "Lift off at dawn", true],
    ['"a a a"', "a a b a a", false],
    ['"a a"', "a b a a", true],
    // Accents and case.
    ["muller", "Frau Müller", true],
    ["MÜLLER", "frau muller", true],
    ["mu\u0308ller", "Müller", true],
    ["müller", "Mu\u0308ller", true],
    ["ecole", "L'ÉCOLE", true],
    ["viet nam", "Việt Nam", true],
    ["việt", "viet", true],
    ["łódź", "ŁÓDŹ", true],
    ["istanbul", "İstanbul", true],
    ["smorrebrod", "smørrebrød", false],
    ["smørrebrød", "SMØRREBRØD", true],
    ["straße", "Straße", true],
    ["strasse", "Straße", false],
    ["ΟΔΟΣ", "οδός οδοσ", true],
    ["οδος", "ΟΔΟΣ", true],
    ["москва", "МОСКВА", true],
    ["мос", "МОСКВА", true],
    // Numbers, addresses and signs.
    ["APO-12", "see APO-12", true],
    ["apo 12", "see APO-12", true],
    ["12", "see APO-12", true],
    ["APO-1", "see APO-12", true],
    ['"APO-1"', "see APO-12", false],
    ["3.14", "pi is 3.14159", true],
    ["3 14159", "pi is 3.14159", true],
    ["14159", "pi is 3.14159", true],
    ["ada@example.com", "write to ada@example.com", true],
    ["example", "write to ada@example.com", true],
    ["@ada", "write to ada@example.com", true],
    ["snake_case", "a snake_case name", true],
    ["case", "a snake_case name", true],
    ["well-known", "a well known thing", true],
    ["known", "a well-known thing", true],
    ["don't", "I don’t know", true],
    ["dont", "I don't know", false],
    ["don", "I don't know", true],
    ["it's", "its", false],
    ["c++", "C++ and C#", true],
    ["c#", "C++ and C#", true],
    ["/usr/bin", "in /usr/bin/env", true],
    ["https://example.com/a?b=c", "https://example.com/a?b=c#d", true],
    ["-1", "minus 1", true],
    ["1e3", "1e3", true],
    ["½", "½ cup", true],
    ["x²", "x² + y²", true],
    ["٣", "٣ مرات", true],
    // Other scripts.
    ["東京", "東京都は日本", true],
    ["京都", "東京都は日本", false],
    ["日本", "東京、日本。", true],
    ["한국", "한국어 문서", true],
    ["がく", "がくせい", true],
    ["かく", "がくせい", false],
    ["हिन्दी", "हिन्दी में", true],
    ["שלום", "שלום עולם", true],
    ["مرحبا", "مرحبا بالعالم", true],
    ["ภาษา", "ภาษาไทย", true],
    ["𐐨𐐩", "𐐀𐐁", true],
    // Emoji part words.
    ["ship", "🚀ship🚀it", true],
    ["it", "🚀ship🚀it", true],
    ["🚀ship", "ship", true],
    ["🚀", "🚀ship🚀it", false],
    ["a👩‍🚀b", "a b", true],
    // What is found in two columns is found as well; a phrase stands in one of them.
  ])("%j looks in %j: %s", async (typed, stored, isFound) => {
    await write([{ title: stored }, { title: "unrelated words" }, { title: stored, on: otherShelfId }]);
    await write([{ body: stored }]);

    expect(await found(typed)).toEqual(isFound ? [stored, stored] : []);
  });
});

test("words may be in several columns, a phrase is in one", async () => {
  await write([{ title: "lift", body: "off at dawn" }]);

  expect(await found("lift dawn")).toHaveLength(1);
  expect(await found('"off at" lift')).toHaveLength(1);
  expect(await found('"lift off"')).toHaveLength(0);
});

test.each([
  ["*", "lift*", 'li"ft', '"', '"""', "'", "lift'--", "(lift", "lift)", "{title}:lift", "c0:lift", "scope : lift"],
  [
    "lift AND",
    "AND lift",
    "NOT lift",
    "lift OR",
    "NEAR(lift off)",
    "lift NEAR/2 off",
    "^lift",
    "-lift",
    "+lift",
    "lift:*",
  ],
  [
    "lift & off",
    "lift | off",
    "!lift",
    "lift <-> off",
    "lift:A",
    "\\",
    "\\'",
    "%",
    "_",
    "lift%",
    "$1",

    "/lift",
    ".lift",
  ],
  ["\0", "li\0ft", "\ud800", "lift\udfff", "\ue000lift", "\u0301", "lift \u0301 off", "\u202elift", "a\n\nb", "\t", ""],
  [
    "!?…—«»",
    "🚀",
    "lift ".repeat(2_000),
    "x".repeat(10_000),
    '"'.repeat(10_000),
    "(".repeat(10_000),
    "é".repeat(10_000),
  ],
  ['" "'.repeat(500), '"lift off" '.repeat(900), "\u{10ffff}", "\ufffe\uffff", "ﷺ".repeat(500)],
])("no syntax is an error (%#)", async (...typed) => {
  await write([{ title: "Lift off" }]);

  for (const one of typed) expect(["", "Lift off"]).toContain((await found(one)).join());
  for (const one of typed) expect(["", "Lift off"]).toContain((await found(one, { heading: true })).join());
});

test("the heading can be searched alone", async () => {
  await write([
    { title: "lift off", body: "at dawn" },
    { title: "at dawn", body: "lift off, lift off" },
    { title: "lift", body: "off" },
    { title: "off lift", body: "lift off" },
  ]);

  expect(await found("off lift", { heading: true })).toEqual(["off liftlift off", "lift offat dawn"]);
  expect(await found('"lift off"', { heading: true })).toEqual(["lift offat dawn"]);
  expect(await found('"lift off"')).toHaveLength(3);
  expect(await found("lif", { heading: true })).toHaveLength(3);
});

test("the newest come first, also where they are written in another order", async () => {
  const hour = 3_600_000;
  await write([{ title: "lift b", at: start }]);
  await write([{ title: "lift d", at: start + hour }]);
  await write([{ title: "lift a", at: Date.parse("1969-05-01") }]);
  await write([{ title: "lift c", at: start + 1 }]);
  await write(["e", "f", "g"].map((n) => ({ title: `lift ${n}`, at: start + 2 * hour })));
  await write([{ title: "lift h", at: Date.parse("9999-12-31T23:59:59.999Z") }]);

  expect(await found("lift")).toEqual(["h", "g", "f", "e", "d", "c", "b", "a"].map((n) => `lift ${n}`));
  expect(await found("lift", { limit: 2 })).toEqual(["lift h", "lift g"]);
});

test("thousands of hits are cut to the newest, and the condition on the rows counts before the limit", async () => {
  const many = Array.from({ length: 2_400 }, (_, n) => ({ title: `lift ${n}`, at: start + ((n * 7) % 2_400) * 1_000 }));
  const newest = many.toSorted((a, b) => b.at - a.at).map(({ title }) => title);
  await write(many);
  await write(many.slice(0, 50).map((note) => ({ ...note, on: otherShelfId, at: start + 9_000_000 })));
  const whole = noteSearch.hits(database.read, {
    ...{ sought: seek("lift") ?? "", limit: 3 },
    where: sql`${notes.title} like 'lift 1%'`,
  });

  expect(await found("lift", { limit: 5 })).toEqual(newest.slice(0, 5));
  expect(await found("lif", { limit: 5, heading: true })).toEqual(newest.slice(0, 5));
  expect(await found("lift 17", { limit: 5 })).toEqual(
    newest.filter((title) => title.startsWith("lift 17")).slice(0, 5),
  );
  expect(await found('"lift 1700"', { limit: 5 })).toEqual(["lift 1700"]);
  const rows = database.read.select({ title: notes.title }).from(whole).innerJoin(notes, eq(notes.id, whole.key));
  expect((await rows.orderBy(...noteSearch.newestFirst(whole))).map(({ title }) => title)).toEqual(
    newest.filter((title) => title.startsWith("lift 1")).slice(0, 3),
  );
});

describe("the index is in step with the table", () => {
  test("after updates, one and many, of what it holds and of what it does not", async () => {
    const [first = "", second = ""] = await write([{ title: "lift" }, { title: "lift", body: "off" }]);

    await database.write((db) => db.update(notes).set({ title: "land" }).where(eq(notes.id, first)));
    expect([await found("lift"), await found("land")]).toEqual([["liftoff"], ["land"]]);
    await database.write((db) => db.update(notes).set({ body: "at noon", createdAt: new Date(start) }));
    expect([await found("off"), await found("noon")]).toEqual([[], ["liftat noon", "landat noon"]]);
    await database.write((db) => db.update(notes).set({ shelfId: otherShelfId }).where(eq(notes.id, second)));
    expect(await found("noon")).toEqual(["landat noon"]);
  });

  test("after an insert that updates what is there", async () => {
    const [first = ""] = await write([{ title: "lift" }]);
    const row = { id: first, shelfId, title: "land", body: "", createdAt: new Date(start) };

    await database.write((db) =>
      db
        .insert(notes)
        .values([row, { ...row, id: newId(), title: "land too" }])
        .onConflictDoUpdate({ target: notes.id, set: { title: sql`excluded.title` } }),
    );

    expect([await found("lift"), await found("land")]).toEqual([[], ["land too", "land"]]);
  });

  test("after deletes, also those that follow from another", async () => {
    const gone = newId();
    await database.write((db) => db.insert(shelves).values({ id: gone }));
    const [first = ""] = await write([{ title: "lift" }, { title: "lift 2" }, { title: "lift 3", on: gone }]);
    const rows = () =>
      database.read
        .select({ id: notes.id })
        .from(notes)
        .where(noteSearch.matches(noteSearch.seek({ terms: [{ words: ["lift"], prefix: false }] }, { within: gone })));

    await database.write((db) => db.delete(notes).where(eq(notes.id, first)));
    expect(await found("lift")).toEqual(["lift 2"]);
    expect(await rows()).toHaveLength(1);
    await database.write((db) => db.delete(shelves).where(eq(shelves.id, gone)));
    const kept = engine === "postgres" ? "note_search" : "note_search_rows";
    expect(await rawRows(database.read, sql.raw(`select key from ${kept}`))).toHaveLength(1);
  });

  test("inside a transaction, and undone with it", async () => {
    await write([{ title: "lift" }]);

    const inside = await database
      .write(async (db) => {
        await db.update(notes).set({ title: "land" });
        const hits = noteSearch.hits(db, { sought: seek("land") ?? "", limit: 9 });
        const rows = await db.select({ key: hits.key }).from(hits);
        throw new Error(`${rows.length} inside`);
      })
      .catch((error: Error) => error.message);

    expect(inside).toBe("1 inside");
    expect([await found("land"), await found("lift")]).toEqual([[], ["lift"]]);
  });
});

describe("what is too long is cut, and never refused", () => {
  test("a word is found by its beginning and whole", async () => {
    const huge = Array.from({ length: 40_000 }, (_, n) => String.fromCodePoint(0x4e00 + ((n * 7_919) % 20_000))).join(
      "",
    );
    await write([{ title: "x".repeat(2_060) }, { title: "x".repeat(300) }, { title: "x".repeat(250) }, { body: huge }]);

    expect(await found("x".repeat(250))).toHaveLength(3);
    expect(await found(`${"x".repeat(250)} `)).toHaveLength(1);
    // A longer word is a beginning.
    expect(await found(`${"x".repeat(300)} `)).toHaveLength(3);
    expect(await found(`"${"x".repeat(300)} x"`)).toHaveLength(0);
    expect(await found(huge.slice(0, 300))).toEqual([huge]);
  });

  test("a text is found by its first 80,000 characters", async () => {
    const words = (many: number) => Array.from({ length: many }, (_, n) => `w${n}`).join(" ");
    await write([{ body: `${words(5_000)} early ${words(40_000)} late` }]);

    expect(await found("early")).toHaveLength(1);
    expect(await found("late")).toHaveLength(0);
    expect(await found('"w4998 w4999 early w0 w1"')).toHaveLength(1);
    expect(await found('"w4998 w4999 w0"')).toHaveLength(0);
  });

  test("as many different characters of four bytes as a text may have", async () => {
    const han = Array.from({ length: 200_000 }, (_, n) => {
      return String.fromCodePoint(0x20000 + (n % 40_000)) + (n % 3 === 0 ? " " : "");
    }).join("");
    await write([{ title: han, body: [...han].reverse().join("") }]);

    expect(await found("𠀀")).toHaveLength(1);
  });
});

test("an index without a `within` or a heading of its own searches all there is", async () => {
  const made = ["Ada", "Adam", "Eve"].map((name, n) => ({ id: newId(), name, madeAt: new Date(start + n) }));
  await database.write((db) => db.insert(names).values(made));
  const foundNames = async (typed: string, heading: boolean) => {
    const hits = nameSearch.hits(database.read, {
      sought: nameSearch.seek(parseSearch(typed) ?? expect.fail(), { heading }),
      limit: 9,
    });
    const rows = database.read
      .select({ name: names.name })
      .from(hits)
      .innerJoin(names, eq(names.id, hits.key))
      .orderBy(...nameSearch.newestFirst(hits));
    return (await rows).map(({ name }) => name);
  };

  expect(await foundNames("ada", false)).toEqual(["Adam", "Ada"]);
  expect(await foundNames("ada ", true)).toEqual(["Ada"]);
});

test("a search names what it stays within, exactly where the index has that", () => {
  const search = parseSearch("lift") ?? expect.fail();

  expect(() => noteSearch.seek(search)).toThrow("needs `within`");
  expect(() => nameSearch.seek(search, { within: shelfId })).toThrow("has no `within`");
  expect(() => noteSearch.seek(search, { within: "' or 1=1" })).toThrow("expected a UUID");
});
