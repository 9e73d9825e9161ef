import { fold } from "@plinth/database";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ada, blue, bob, noteRow, notes, openTeamNotes, red, vera } from "../../test/team-notes.ts";

let team: Awaited<ReturnType<typeof openTeamNotes>>;
const day = (n: number) => new Date(Date.UTC(2026, 0, n));
beforeAll(async () => {
  team = await openTeamNotes();
  const note = (title: string, more: Partial<typeof notes.$inferInsert> = {}) =>
    noteRow({ title, titleFolded: fold(title), ...more });
  await team.database.write((db) =>
    db.insert(notes).values([
      note("Café", { createdAt: day(1), stars: 1, mood: "calm", price: "1.10", dueAt: day(9), pinned: true }),
      note("apple", { createdAt: day(2), stars: 2, mood: "über", price: "10.00", secret: "hidden" }),
      note("100%_\\", { createdAt: day(3), stars: 3, dueAt: day(8) }),
      note("gone", { createdAt: day(4), deletedAt: day(5) }),
      note("Bob's", { createdAt: day(5), teamId: "blue", folderId: blue }),
      // In a folder of Ada's, but of a team she is not in.
      note("stray", { createdAt: day(6), teamId: "blue" }),
    ]),
  );
});
afterAll(() => team[Symbol.asyncDispose]());

type Where = NonNullable<Parameters<ReturnType<typeof team.as>["notes"]["list"]>[0]["where"]>;
const titles = async (where: Where) => {
  const { items } = await team.as(ada).notes.list({ folderId: red, sort: "oldest", where });
  return items.map(({ title }) => title);
};

test("a list shows what the actor sees and is not deleted, in the first declared order", async () => {
  const { items, nextCursor } = await team.as(vera).notes.list({ folderId: red });

  expect(items.map(({ title }) => title)).toEqual(["100%_\\", "apple", "Café"]);
  expect(nextCursor).toBeNull();
  expect(Object.keys(items[0] ?? {})).not.toContain("secret");
});

test.each<[string, Where, string[]]>([
  ["equal", { title: { eq: "apple" } }, ["apple"]],
  ["equal flags", { pinned: { eq: true } }, ["Café"]],
  ["contained, whatever the case and accents", { title: { contains: "CAFE" } }, ["Café"]],
  ["contained, taken literally", { title: { contains: "%_\\" } }, ["100%_\\"]],
  ["at the start", { title: { startsWith: "Ap" } }, ["apple"]],
  ["only at the start", { title: { startsWith: "ple" } }, []],
  ["one of several", { mood: { in: ["über", "wild"] } }, ["apple"]],
  ["one of none", { mood: { in: [] } }, []],
  ["greater", { stars: { gt: 1 } }, ["apple", "100%_\\"]],
  ["between, ends included", { stars: { between: [1, 2] } }, ["Café", "apple"]],
  ["moments", { createdAt: { gt: "2026-01-01T00:00:00Z", lt: "2026-01-03T01:00:00+01:00" } }, ["apple"]],
  ["decimals as numbers", { price: { gt: "2.00" } }, ["apple"]],
  ["missing", { mood: { isNull: true } }, ["100%_\\"]],
  ["not missing", { mood: { isNull: false } }, ["Café", "apple"]],
  ["all of them at once", { mood: { isNull: false }, stars: { lt: 2 } }, ["Café"]],
  ["nothing asked", {}, ["Café", "apple", "100%_\\"]],
])("filters find what is %s", async (_, where, expected) => {
  expect(await titles(where)).toEqual(expected);
});

test("NULLs come last, whichever way a list is sorted", async () => {
  const list = async (sort: "due" | "dueLast") =>
    (await team.as(ada).notes.list({ folderId: red, sort })).items.map(({ title }) => title);

  expect(await list("due")).toEqual(["100%_\\", "Café", "apple"]);
  expect(await list("dueLast")).toEqual(["Café", "100%_\\", "apple"]);
});

test("a count counts what the list shows", async () => {
  const mine = team.as(ada).notes;

  expect(await mine.count({ folderId: red })).toEqual({ count: 3 });
  expect(await mine.count({ folderId: red, where: { stars: { gt: 1 } } })).toEqual({ count: 2 });
  expect(await mine.count({ folderId: red, where: { title: { eq: "stray" } } })).toEqual({ count: 0 });
});

test("a list, a count and a row of somebody else's are not found, and nobody is asked to sign in", async () => {
  const [note] = (await team.as(bob).notes.list({ folderId: blue })).items;
  const id = note?.id ?? "";

  for (const call of [
    () => team.as(ada).notes.list({ folderId: blue }),
    () => team.as(ada).notes.count({ folderId: blue }),
    () => team.as(ada).notes.get({ id }),
  ]) {
    await expect(call()).rejects.toMatchObject({ code: "NOT_FOUND" });
  }
  await expect(team.anyone.notes.list({ folderId: red })).rejects.toMatchObject({ code: "UNAUTHORIZED" });
  await expect(team.anyone.notes.get({ id })).rejects.toMatchObject({ code: "UNAUTHORIZED" });
  expect(await team.as(bob).notes.get({ id })).toMatchObject({ title: "Bob's" });
});

test("a list of somebody's folder that has nothing in it is empty", async () => {
  const found = await team.as(bob).notes.list({ folderId: blue, where: { stars: { gt: 5 } } });

  expect(found).toEqual({ items: [], nextCursor: null });
});
