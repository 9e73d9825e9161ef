import { containing, isLike } from "@plinth/database";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { ada, contextOf, noteRow, noteRules, notes, openTeamNotes, red } from "../../test/team-notes.ts";
import { t } from "../trpc.ts";
import { resource } from "./resource.ts";

let team: Awaited<ReturnType<typeof openTeamNotes>>;
beforeAll(async () => {
  team = await openTeamNotes();
  const titles = ["land on the moon", "moon", "the moon", "sun"];
  const rows = titles.map((title, stars) => noteRow({ title, titleFolded: title, stars }));
  await team.database.write((db) =>
    db
      .insert(notes)
      .values([...rows, noteRow({ title: "moon of others", titleFolded: "moon of others", teamId: "blue" })]),
  );
});
afterAll(() => team[Symbol.asyncDispose]());

function searched(name: string, ranked: boolean) {
  const made = resource(notes, {
    ...{ name, rules: noteRules, within: "folderId" },
    output: z.object({ id: z.string(), title: z.string(), stars: z.number() }),
    sort: { stars: ["stars"] },
    search: {
      parameter: (text, within) => (text === "?" || within !== red ? undefined : containing(text)),
      matches: (_, pattern) => ({
        condition: isLike(notes.titleFolded, sql`${pattern}`),
        ...(ranked && { rank: sql`length(${notes.titleFolded})` }),
      }),
    },
  });
  const caller = t.createCallerFactory(t.router({ ...made.procedures }));
  return caller(contextOf(team.database, { kind: "user", userId: ada, sessionId: "s", operator: false }));
}

test("a search narrows a list and a count down to what the actor may find", async () => {
  const { list, count } = searched("searched", false);

  const { items } = await list({ folderId: red, search: " MOON " });

  expect(items.map(({ title }) => title)).toEqual(["land on the moon", "moon", "the moon"]);
  expect(await count({ folderId: red, search: "moon" })).toEqual({ count: 3 });
  expect(await count({ folderId: red, search: "  " })).toEqual({ count: 4 });
  expect(await list({ folderId: red, search: "?" })).toEqual({ items: [], nextCursor: null });
});

test("a search pages in a declared order, with cursors of its own", async () => {
  const { list } = searched("searched pages", true);

  const one = await list({ folderId: red, search: "moon", sort: "stars", limit: 2 });
  const two = await list({ folderId: red, search: "moon", sort: "stars", limit: 2, cursor: one.nextCursor ?? "" });

  expect([...one.items, ...two.items].map(({ title }) => title)).toEqual(["land on the moon", "moon", "the moon"]);
  await expect(
    list({ folderId: red, search: "sun", sort: "stars", cursor: one.nextCursor ?? "" }),
  ).rejects.toMatchObject({
    code: "BAD_REQUEST",
  });
});

test("a search that ranks and is asked for no other order gives the best first, on one page", async () => {
  const { list } = searched("searched by rank", true);

  const { items, nextCursor } = await list({ folderId: red, search: "moon", limit: 2 });

  expect(items.map(({ title }) => title)).toEqual(["moon", "the moon"]);
  expect(nextCursor).toBeNull();
});
