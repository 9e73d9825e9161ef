import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { ada, contextOf, noteRow, noteRules, notes, openTeamNotes, red, vera } from "../../test/team-notes.ts";
import { resource } from "./resource.ts";

let team: Awaited<ReturnType<typeof openTeamNotes>>;
beforeAll(async () => {
  team = await openTeamNotes();
  await team.database.write((db) => db.insert(notes).values([1, 2, 3].map((stars) => noteRow({ stars }))));
});
afterAll(() => team[Symbol.asyncDispose]());

const View = z.object({ id: z.string(), stars: z.number(), pinned: z.boolean(), dueAt: z.date().nullable() });

/** A resource that counts how often its SQL is built: each statement asks the rule once. */
function counted(name: string, mostStatements?: number) {
  let builds = 0;
  const visible: typeof noteRules.visible = (...args) => {
    builds += 1;
    return noteRules.visible(...args);
  };
  const made = resource(notes, {
    ...{ name, rules: { ...noteRules, visible }, output: View, within: "folderId" },
    filter: { stars: ["eq", "in", "gt", "lt"], pinned: ["eq"], dueAt: ["isNull"] },
    sort: { stars: ["stars"], due: ["dueAt"] },
    ...(mostStatements !== undefined && { mostStatements }),
  });
  const list = async (input: Omit<Parameters<typeof made.listRows>[1], "folderId"> = {}, userId = ada) => {
    const actor = { kind: "user", userId, sessionId: "s", operator: false } as const;
    const ctx = { ...contextOf(team.database, actor), actor, db: team.database.read };
    return made.listRows(ctx, { folderId: red, ...input });
  };
  return { list, builds: () => builds };
}

test("a list of the same shape never builds its SQL twice, whoever asks for whatever", async () => {
  const { list, builds } = counted("same shape");

  const { nextCursor } = await list({ limit: 1 });
  expect(builds()).toBe(1);
  await list({ limit: 2 });
  await list({ limit: 1 }, vera);
  expect(builds()).toBe(1);

  const page = await list({ limit: 1, cursor: nextCursor ?? "" });
  await list({ limit: 1, cursor: page.nextCursor ?? "" });
  expect(builds()).toBe(2);

  await list({ where: { stars: { gt: 1 } } });
  await list({ where: { stars: { gt: 2 } } });
  expect(builds()).toBe(3);
});

test("a longer list of values is no other shape", async () => {
  const { list, builds } = counted("longer lists");

  const found = [];
  for (const stars of [[], [1], [1, 2], [1, 2, 3, ...Array(97).keys()]]) {
    found.push((await list({ where: { stars: { in: stars } } })).items.length);
  }

  expect(found).toEqual([0, 1, 2, 3]);
  expect(builds()).toBe(1);
});

test("whether a value is asked to be missing is part of the shape", async () => {
  const { list } = counted("missing values");

  expect((await list({ where: { dueAt: { isNull: true } } })).items).toHaveLength(3);
  expect((await list({ where: { dueAt: { isNull: false } } })).items).toHaveLength(0);
});

test("only so many statements are kept; what is beyond them is answered all the same", async () => {
  const { list, builds } = counted("few statements", 2);
  const answers = async () => [
    (await list()).items.length,
    (await list({ where: { stars: { gt: 1 } } })).items.length,
    (await list({ where: { stars: { gt: 1, lt: 3 }, pinned: { eq: false } } })).items.length,
    (await list({ where: { stars: { in: [1, 3] } } })).items.length,
  ];

  expect(await answers()).toEqual([3, 2, 1, 2]);
  expect(builds()).toBe(4);
  expect(await answers()).toEqual([3, 2, 1, 2]);
  expect(builds()).toBe(6);
});

test("two resources cannot have the same name, because their statements would", () => {
  counted("twice");

  expect(() => counted("twice")).toThrow('two prepared queries are named "twice by id"');
});
