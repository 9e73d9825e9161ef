import { eq, gt, gte, lt, sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { databaseWith, type OwnDatabase } from "../../test/create-tables.ts";
import { column } from "../columns.ts";
import { ascending, descending } from "../order.ts";
import { contains, startsWith } from "../text.ts";
import { fold } from "../values.ts";

const { table, id, text, integer, moment, decimal, flag, unique } = column;
const notes = table(
  "notes",
  {
    id: id(),
    title: text().notNull(),
    folded: text(),
    rank: integer(),
    at: moment(),
    price: decimal(8, 2),
    done: flag(),
  },
  (note) => [unique("notes_folded").on(note.folded)],
);

let database: OwnDatabase;
beforeAll(async () => {
  database = await databaseWith([notes]);
});
afterAll(() => database[Symbol.asyncDispose]());
afterEach(() => database.write((db) => db.delete(notes)));

const insert = (rows: (typeof notes.$inferInsert)[]) => database.write((db) => db.insert(notes).values(rows));
const titles = async (rows: PromiseLike<{ title: string }[]>) => (await rows).map((row) => row.title);

describe("text is ordered by code point", () => {
  const ordered = [
    "",
    " ",
    "!",
    "10",
    "9",
    "A",
    "Z",
    "_x",
    "a",
    "a b",
    "ab",
    "e\u0301",
    "z",
    "\u00c9",
    "\u00df",
    "\u00e9",
    "\u0130",
    "\u05d0",
    "\u4e2d",
    // A JavaScript sort puts the emoji, two code units from U+D800 on, before U+FFxx; code points and bytes put it after.
    "\ufb01",
    "\uff21",
    "\u{1f44d}",
    "\u{1f9d1}\u200d\u{1f680}",
    "\u{10ffff}",
  ];
  const shuffled = ordered.map((title, at) => ({ title, rank: (at * 7) % ordered.length }));
  shuffled.sort((a, b) => a.rank - b.rank);

  test("upwards and downwards", async () => {
    await insert(shuffled);

    expect(await titles(database.read.select().from(notes).orderBy(ascending(notes.title)))).toEqual(ordered);
    expect(await titles(database.read.select().from(notes).orderBy(descending(notes.title)))).toEqual(
      ordered.toReversed(),
    );
  });

  test("by comparisons as well, so that a cursor misses nothing", async () => {
    await insert(shuffled);
    const seen: string[] = [];
    for (let last: string | undefined; seen.length < 100; ) {
      const after = last === undefined ? undefined : gt(notes.title, last);
      const [next] = await database.read.select().from(notes).where(after).orderBy(ascending(notes.title)).limit(1);
      if (!next) break;
      seen.push(next.title);
      last = next.title;
    }

    expect(seen).toEqual(ordered);
    expect(await titles(database.read.select().from(notes).where(lt(notes.title, "A")).orderBy(notes.title))).toEqual([
      "",
      " ",
      "!",
      "10",
      "9",
    ]);
  });

  test("and compared exactly: case, accents and composition make a difference", async () => {
    await insert(["A", "a", "\u00e9", "e\u0301", "é "].map((title) => ({ title })));

    expect(await titles(database.read.select().from(notes).where(eq(notes.title, "a")))).toEqual(["a"]);
    expect(await titles(database.read.select().from(notes).where(eq(notes.title, "\u00e9")))).toEqual(["\u00e9"]);
  });
});

describe("NULLs come last", () => {
  const rows = [
    { title: "none" },
    { title: "low", rank: -1, at: new Date(1), price: "-0.50", folded: "a", done: false },
    { title: "high", rank: 2, at: new Date(2), price: "10.00", folded: "b", done: true },
    { title: "middle", rank: 0, at: new Date("0099-01-01"), price: "9.00", folded: "Z" },
  ];

  test.each([
    ["rank", ["low", "middle", "high", "none"]],
    ["at", ["middle", "low", "high", "none"]],
    ["price", ["low", "middle", "high", "none"]],
    ["folded", ["middle", "low", "high", "none"]],
  ] as const)("in %s, upwards and downwards", async (name, upwards) => {
    await insert(rows);
    const [last, ...others] = upwards.toReversed();

    expect(await titles(database.read.select().from(notes).orderBy(ascending(notes[name])))).toEqual(upwards);
    expect(await titles(database.read.select().from(notes).orderBy(descending(notes[name])))).toEqual([
      ...others,
      last,
    ]);
  });

  test("in a flag, where false comes before true", async () => {
    await insert(rows.slice(0, 3));

    expect(await titles(database.read.select().from(notes).orderBy(ascending(notes.done)))).toEqual([
      "low",
      "high",
      "none",
    ]);
    expect(await titles(database.read.select().from(notes).orderBy(descending(notes.done)))).toEqual([
      "high",
      "low",
      "none",
    ]);
  });

  test("in an expression", async () => {
    await insert(rows);

    expect(
      await titles(
        database.read
          .select()
          .from(notes)
          .orderBy(descending(sql`${notes.rank} * -1`)),
      ),
    ).toEqual(["low", "middle", "high", "none"]);
  });
});

describe("a search in folded text", () => {
  const stored = [
    "100% sure",
    "a_b",
    "axb",
    "back\\slash",
    'it\'s "so"',
    "ÉCOLE",
    "école",
    "Straße",
    "İstanbul",
    "ﬁne",
    "Ａ👍",
  ];

  test.each([
    ["%", ["100% sure"]],
    ["_", ["a_b"]],
    ["\\", ["back\\slash"]],
    ["'", ['it\'s "so"']],
    ['"', ['it\'s "so"']],
    ["A_B", ["a_b"]],
    ["ECOLE", ["ÉCOLE", "école"]],
    ["e\u0301c", ["ÉCOLE", "école"]],
    ["stra", ["Straße"]],
    ["straße", ["Straße"]],
    ["istanbul", ["İstanbul"]],
    ["fi", ["ﬁne"]],
    ["a👍", ["Ａ👍"]],
    ["%sure", []],
    ["", stored],
  ])("finds %j literally, whatever its case and accents", async (words, found) => {
    await insert(stored.map((title, at) => ({ title, rank: at, folded: `${fold(title)} ${at}` })));

    const rows = database.read.select().from(notes).where(contains(notes.folded, words)).orderBy(ascending(notes.rank));
    expect(await titles(rows)).toEqual(found);
  });

  test.each([
    ["100%", ["100% sure"]],
    ["a_", ["a_b"]],
    ["B", ["back\\slash"]],
    ["Éc", ["ÉCOLE"]],
    ["ure", []],
  ])("finds what starts with %j", async (words, found) => {
    await insert(stored.filter((title) => title !== "école").map((title) => ({ title, folded: fold(title) })));

    expect(await titles(database.read.select().from(notes).where(startsWith(notes.folded, words)))).toEqual(found);
  });

  test("finds nothing where there is NULL", async () => {
    await insert([{ title: "a" }]);

    expect(await database.read.select().from(notes).where(contains(notes.folded, ""))).toEqual([]);
  });
});

test("a range of text is a range of bytes", async () => {
  await insert(["a", "a\uffff", "a\u{1f44d}", "b"].map((title) => ({ title })));

  const rows = database.read.select().from(notes).where(gte(notes.title, "a\uffff")).orderBy(ascending(notes.title));
  expect(await titles(rows)).toEqual(["a\uffff", "a\u{1f44d}", "b"]);
});
