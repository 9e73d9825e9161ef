// Faults: 77.
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ZodError } from "zod";
import { ada, noteRow, notes, openTeamNotes, red, vera } from "../../test/team-notes.ts";
import { cursorOf } from "../cursors.ts";

let team: Awaited<ReturnType<typeof openTeamNotes>>;
beforeAll(async () => {
  team = await openTeamNotes();
  await team.database.write((db) => db.insert(notes).values([1, 2, 3].map((stars) => noteRow({ stars }))));
});
afterAll(() => team[Symbol.asyncDispose]());

const list = (input: object) => team.as(ada).notes.list({ folderId: red, ...input } as never);

/** What is wrong, as the front door words it. */
const wordsOf = ({ cause }: { cause?: ZodError }) =>
  (cause?.issues ?? []).map(({ path, message }) => `${path.join(".")}: ${message}`).join("; ");

test.each<[string, object, RegExp]>([
  ["no field to lie within", { folderId: undefined }, /folderId/],
  ["an id that is none", { folderId: "mine" }, /folderId: expected a UUID/],
  ["a field that does not filter", { where: { version: { eq: 1 } } }, /Unrecognized key: "version"/],
  ["a column that is not shown", { where: { secret: { eq: "x" } } }, /Unrecognized key: "secret"/],
  ["an operator that is not declared", { where: { pinned: { gt: false } } }, /where.pinned: Unrecognized key: "gt"/],
  ["a wrong type", { where: { stars: { eq: "1" } } }, /where.stars.eq/],
  ["a number that is not whole", { where: { stars: { eq: 1.5 } } }, /where.stars.eq: expected a whole number/],
  ["a word outside its set", { where: { mood: { eq: "sad" } } }, /where.mood.eq/],
  ["a moment that is none", { where: { createdAt: { gt: "yesterday" } } }, /where.createdAt.gt/],
  ["a decimal with too many places", { where: { price: { gt: "1.123" } } }, /where.price.gt: expected a decimal/],
  ["NUL in text", { where: { title: { eq: "a\0" } } }, /where.title.eq: text holds a NUL/],
  ["NUL in text to search for", { where: { title: { contains: "a\0" } } }, /cannot be stored/],
  ["half a character", { where: { title: { startsWith: "\ud800" } } }, /cannot be stored/],
  ["nothing to search for", { where: { title: { contains: "" } } }, /Use 1 to 1000 characters/],
  ["more values than a list may have", { where: { mood: { in: Array(101).fill("calm") } } }, /Use at most 100/],
  ["one end of a range", { where: { stars: { between: [1] } } }, /where.stars.between/],
  ["a sort that is not declared", { sort: "stars" }, /sort/],
  ["an include that is not declared", { include: { folder: true } }, /Unrecognized key: "folder"/],
  ["an include that says no", { include: { author: false } }, /Use true, or what to include of it/],
  ["an include of an include that has none", { include: { author: { include: { team: true } } } }, /include.author/],
  ["limit 0", { limit: 0 }, /Use a whole number from 1 to 200/],
  ["limit 201", { limit: 201 }, /Use a whole number from 1 to 200/],
  ["an unknown key", { offset: 10 }, /Unrecognized key: "offset"/],
  ["a search where there is none", { search: "x" }, /Unrecognized key: "search"/],
])("a list refuses %s, and says so", async (_, input, message) => {
  const refused = await list(input).catch((error) => error);

  expect(refused).toMatchObject({ code: "BAD_REQUEST" });
  expect(wordsOf(refused)).toMatch(message);
});

test("a cursor works in its own list alone", async () => {
  const { nextCursor: cursor } = await list({ limit: 1 });
  const refusal = { code: "BAD_REQUEST", message: "The cursor does not belong to this list. Start again without one." };

  expect((await list({ limit: 2, cursor })).items).toHaveLength(2);
  expect((await team.as(vera).notes.list({ folderId: red, cursor: cursor ?? "" })).items).toHaveLength(2);
  await expect(list({ cursor, sort: "oldest" })).rejects.toMatchObject(refusal);
  await expect(list({ cursor, folderId: "0198f3a2-7b1c-7000-8000-0000000000f3" })).rejects.toMatchObject(refusal);
  await expect(list({ cursor, where: { stars: { gt: 0 } } })).rejects.toMatchObject(refusal);
  await expect(team.as(ada).comments.list({ cursor: cursor ?? "" })).rejects.toMatchObject(refusal);
});

test("a cursor that was altered, or made up, is refused", async () => {
  const { nextCursor } = await list({ limit: 1 });
  const [ms, id, checksum] = JSON.parse(Buffer.from(nextCursor ?? "", "base64url").toString());
  const written = (content: unknown) => Buffer.from(JSON.stringify(content)).toString("base64url");

  expect(written([ms, id, checksum])).toBe(nextCursor);
  for (const cursor of [
    ...["", "x", "null", "[]", "\0", `${nextCursor}=`, `${nextCursor}A`, nextCursor?.slice(1)],
    ...[written([]), written({}), written([ms + 1, id, checksum]), written([ms, ada, checksum]), written([ms, id])],
    ...[written([ms, id, checksum, checksum]), written([ms, id, "x"]), written([[ms], id, checksum])],
  ]) {
    await expect(list({ cursor }), `cursor ${cursor}`).rejects.toMatchObject({ code: "BAD_REQUEST" });
  }
});

test("a cursor whose checksum is right but whose place cannot be one of the list is refused", async () => {
  const name = JSON.stringify(["notes", "newest", red, {}, ""]);
  const { items, nextCursor } = await list({ limit: 1 });
  const [ms, id] = [items[0]?.createdAt.getTime() ?? 0, items[0]?.id ?? ""];

  expect(cursorOf(name, [ms, id])).toBe(nextCursor);
  for (const place of [[ms], [ms, id, id], [null, id], [ms, null], [true, id], ["then", id], [1e18, id], [ms, "a\0"]]) {
    const refused = list({ cursor: cursorOf(name, place) });
    await expect(refused, JSON.stringify(place)).rejects.toMatchObject({ code: "BAD_REQUEST", message: /^The cursor/ });
  }
});
