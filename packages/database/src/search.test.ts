import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  nameSearch,
  names,
  noteSearch,
  notes,
  otherShelfId,
  type SearchedNotes,
  searchedNotes,
  seek,
  shelfId,
  shelves,
  start,
} from "../test/searched-notes.ts";
import { engine } from "./engine.ts";
import { newId } from "./new-id.ts";
import { rawRows } from "./raw.ts";
import { parseSearch } from "./search-query.ts";

let stage: SearchedNotes;
beforeAll(async () => {
  stage = await searchedNotes();
});
afterAll(() => stage[Symbol.asyncDispose]());
beforeEach(() => stage.clear());

const write: SearchedNotes["write"] = (given) => stage.write(given);
const found: SearchedNotes["found"] = (typed, options) => stage.found(typed, options);

test("words may be in several columns, a phrase is in one", async () => {
  await write([{ title: "lift", body: "off at dawn" }]);

  expect(await found("lift dawn")).toHaveLength(1);
  expect(await found('"off at" lift')).toHaveLength(1);
  expect(await found('"lift off"')).toHaveLength(0);
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
  const whole = noteSearch.hits(stage.database.read, {
    ...{ sought: seek("lift") ?? "", limit: 3 },
    where: sql`${notes.title} like 'lift 1%'`,
  });

  expect(await found("lift", { limit: 5 })).toEqual(newest.slice(0, 5));
  expect(await found("lif", { limit: 5, heading: true })).toEqual(newest.slice(0, 5));
  expect(await found("lift 17", { limit: 5 })).toEqual(
    newest.filter((title) => title.startsWith("lift 17")).slice(0, 5),
  );
  expect(await found('"lift 1700"', { limit: 5 })).toEqual(["lift 1700"]);
  const rows = stage.database.read.select({ title: notes.title }).from(whole).innerJoin(notes, eq(notes.id, whole.key));
  expect((await rows.orderBy(...noteSearch.newestFirst(whole))).map(({ title }) => title)).toEqual(
    newest.filter((title) => title.startsWith("lift 1")).slice(0, 3),
  );
});

describe("the index is in step with the table", () => {
  test("after updates, one and many, of what it holds and of what it does not", async () => {
    const [first = "", second = ""] = await write([{ title: "lift" }, { title: "lift", body: "off" }]);

    await stage.database.write((db) => db.update(notes).set({ title: "land" }).where(eq(notes.id, first)));
    expect([await found("lift"), await found("land")]).toEqual([["liftoff"], ["land"]]);
    await stage.database.write((db) => db.update(notes).set({ body: "at noon", createdAt: new Date(start) }));
    expect([await found("off"), await found("noon")]).toEqual([[], ["liftat noon", "landat noon"]]);
    await stage.database.write((db) => db.update(notes).set({ shelfId: otherShelfId }).where(eq(notes.id, second)));
    expect(await found("noon")).toEqual(["landat noon"]);
  });

  test("after an insert that updates what is there", async () => {
    const [first = ""] = await write([{ title: "lift" }]);
    const row = { id: first, shelfId, title: "land", body: "", createdAt: new Date(start) };

    await stage.database.write((db) =>
      db
        .insert(notes)
        .values([row, { ...row, id: newId(), title: "land too" }])
        .onConflictDoUpdate({ target: notes.id, set: { title: sql`excluded.title` } }),
    );

    expect([await found("lift"), await found("land")]).toEqual([[], ["land too", "land"]]);
  });

  test("after deletes, also those that follow from another", async () => {
    const gone = newId();
    await stage.database.write((db) => db.insert(shelves).values({ id: gone }));
    const [first = ""] = await write([{ title: "lift" }, { title: "lift 2" }, { title: "lift 3", on: gone }]);
    const rows = () =>
      stage.database.read
        .select({ id: notes.id })
        .from(notes)
        .where(noteSearch.matches(noteSearch.seek({ terms: [{ words: ["lift"], prefix: false }] }, { within: gone })));

    await stage.database.write((db) => db.delete(notes).where(eq(notes.id, first)));
    expect(await found("lift")).toEqual(["lift 2"]);
    expect(await rows()).toHaveLength(1);
    await stage.database.write((db) => db.delete(shelves).where(eq(shelves.id, gone)));
    const kept = engine === "postgres" ? "note_search" : "note_search_rows";
    expect(await rawRows(stage.database.read, sql.raw(`select key from ${kept}`))).toHaveLength(1);
  });

  test("inside a transaction, and undone with it", async () => {
    await write([{ title: "lift" }]);

    const inside = await stage.database
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
  await stage.database.write((db) => db.insert(names).values(made));
  const foundNames = async (typed: string, heading: boolean) => {
    const hits = nameSearch.hits(stage.database.read, {
      sought: nameSearch.seek(parseSearch(typed) ?? expect.fail(), { heading }),
      limit: 9,
    });
    const rows = stage.database.read
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
