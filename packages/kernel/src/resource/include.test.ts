// Faults: 78.
import { afterAll, beforeAll, expect, test } from "vitest";
import { ada, bob, comments, noteRow, notes, notesResource, openTeamNotes, red, vera } from "../../test/team-notes.ts";

let team: Awaited<ReturnType<typeof openTeamNotes>>;
const noteIds = [1, 2, 3, 4].map((n) => `0198f3a2-7b1c-7000-8000-00000000010${n}`);
const [busy = "", foreign = "", quiet = "", gone = ""] = noteIds;
beforeAll(async () => {
  team = await openTeamNotes();
  await team.database.write(async (db) => {
    await db
      .insert(notes)
      .values([
        noteRow({ id: busy, title: "busy", authorId: ada, stars: 1 }),
        noteRow({ id: foreign, title: "foreign", authorId: bob, stars: 2 }),
        noteRow({ id: quiet, title: "quiet", stars: 3 }),
        noteRow({ id: gone, title: "gone", deletedAt: new Date() }),
      ]);
    const comment = (noteId: string, n: number, more: Partial<typeof comments.$inferInsert> = {}) => ({
      ...{ teamId: "red", noteId, body: `${n}`, authorId: n % 2 ? ada : vera, createdAt: new Date(n * 1_000) },
      ...more,
    });
    await db.insert(comments).values([
      ...[5, 3, 1, 4, 2].map((n) => comment(busy, n)),
      comment(foreign, 7, { authorId: bob }),
      // On a note that Ada sees, but not hers to see.
      comment(foreign, 6, { teamId: "blue" }),
    ]);
  });
});
afterAll(() => team[Symbol.asyncDispose]());

const list = (include: NonNullable<Parameters<typeof notesResource.listRows>[1]["include"]>) =>
  team.as(ada).notes.list({ folderId: red, sort: "title", include });

test("a row comes with what is asked for and nothing else", async () => {
  const { items } = await list({ author: true });

  expect(items.map(({ title, author }) => [title, author])).toEqual([
    ["busy", { id: ada, name: "Ada" }],
    ["foreign", null],
    ["quiet", null],
  ]);
  expect(items[0]?.comments).toBeUndefined();
  expect(Object.keys(items[0]?.author ?? {})).toEqual(["id", "name"]);
});

test("related rows are the first few of each row, in order, and only those the actor sees", async () => {
  const { items } = await list({ comments: true, latest: true });

  expect(items.map((note) => note.comments?.map(({ body }) => body))).toEqual([["1", "2", "3"], ["7"], []]);
  expect(items.map((note) => note.latest?.map(({ body }) => body))).toEqual([["5"], ["7"], []]);
});

test("includes of includes go through the rules of each hop", async () => {
  const { items } = await list({ comments: { include: { author: true } } });

  expect(items.map((note) => note.comments?.map(({ author }) => author?.name))).toEqual([
    ["Ada", "Vera", "Ada"],
    [undefined],
    [],
  ]);
  expect(items[1]?.comments?.[0]?.author).toBeNull();
});

test("one row comes with its includes too", async () => {
  const note = await team
    .as(ada)
    .notes.get({ id: busy, include: { author: true, latest: { include: { author: true } } } });

  expect(note).toMatchObject({ author: { name: "Ada" }, latest: [{ body: "5", author: { name: "Ada" } }] });
});

test("a page takes one statement for each relation and level, however many rows it has", async () => {
  const include = { author: true, comments: { include: { author: true } } } as const;
  const statements = [
    notesResource,
    ...Object.values(notesResource.definition.include).map(({ target }) => target()),
  ].map(({ definition }) => definition.statements);
  const runs: string[] = [];
  const originals = new Map([...new Set(statements)].map((one) => [one, one.all]));
  for (const [one, all] of originals) {
    one.all = (...args) => {
      runs.push(`${one.name}: ${args[1]}`);
      return all.apply(one, args);
    };
  }

  await list(include);

  for (const [one, all] of originals) one.all = all;
  expect(runs.sort()).toEqual([
    "comments: many of noteId by oldest",
    "notes: list by title,id",
    "people: one",
    "people: one",
  ]);
});

test("a page that would bring too many related rows along is refused", async () => {
  const many = Array.from({ length: 200 }, (_, n) => noteRow({ title: `x${n}`, folderId: red, stars: 9 }));
  await team.database.write((db) => db.insert(notes).values(many));
  const wide = notesResource.definition.include.comments as { limit: number };
  const { limit } = wide;

  wide.limit = 51;
  const refused = team.as(ada).notes.list({ folderId: red, limit: 200, include: { comments: true } });
  await expect(refused).rejects.toMatchObject({ code: "BAD_REQUEST", message: /too many related rows/ });
  wide.limit = limit;
  const { items } = await team.as(ada).notes.list({ folderId: red, limit: 200, include: { comments: true } });

  expect(items).toHaveLength(200);
});
