import type { Read } from "@plinth/database";
import { getTableColumns } from "drizzle-orm";
import { expect, test } from "vitest";
import { boards, createBoards, grants, sights } from "../../test/boards.ts";
import type { Onlooker, Sight } from "../index.ts";

type Tables = (typeof sights)[keyof typeof sights]["table"];

async function rowsOf(db: Read, table: Tables, sight: Sight<string>, person: string) {
  const rows = await db.select({ ...getTableColumns(table), standing: sight.standing({ userId: person }) }).from(table);
  const listed = await db
    .select()
    .from(table)
    .where(sight.visible(db, { userId: person }));
  const keyOf = (row: object) => JSON.stringify(row, (key, value) => (key === "standing" ? undefined : value));
  return {
    all: rows.map(keyOf),
    found: rows.filter(({ standing }) => standing !== null).map(keyOf),
    listed: listed.map(keyOf),
  };
}

test.each(Object.entries(sights))(
  "%s: a list shows a person exactly the rows they can find one by one",
  async (_, { table, sight }) => {
    await using made = await createBoards();
    const { ada, bob, eve, nobody, database } = made;

    const seen = new Map<string, number>();
    for (const person of [ada, bob, eve, nobody]) {
      const { all, found, listed } = await rowsOf(database.read, table, sight, person);
      expect(new Set(listed)).toEqual(new Set(found));
      expect(listed.length).toBe(found.length);
      expect(all.length).toBeGreaterThan(found.length);
      seen.set(person, found.length);
    }

    // Nobody sees everything, somebody sees something, and who belongs nowhere sees only what is their own.
    expect(seen.get(ada)).toBeGreaterThan(0);
    expect(seen.get(ada)).toBe(seen.get(bob));
    expect(seen.get(nobody)).toBe(sight === sights.own.sight ? 1 : 0);
  },
);

test.each(Object.entries(sights))(
  "%s: whoever is limited to one tenant sees what is theirs there",
  async (_, { table, sight }) => {
    await using made = await createBoards();
    const { database, ada, eve, now } = made;
    const rows = await database.read.select().from(boards).orderBy(boards.key);
    const [here = "", there = ""] = rows.map(({ workspaceId }) => workspaceId);
    const joined = { workspaceId: there, userId: ada, role: "guest", joinedAt: now } as const;
    await database.write((db) => db.insert(grants).values(joined));
    const countFor = async (onlooker: Onlooker) => {
      const read = database.read.select({ ...getTableColumns(table), standing: sight.standing(onlooker) }).from(table);
      const found = (await read).filter(({ standing }) => standing !== null);
      expect(await database.read.select().from(table).where(sight.visible(database.read, onlooker))).toHaveLength(
        found.length,
      );
      return found.length;
    };

    const [whole, parts] = [
      await countFor({ userId: ada }),
      [await countFor({ userId: ada, tenantId: here }), await countFor({ userId: ada, tenantId: there })],
    ];

    expect(whole).toBeGreaterThan(0);
    // What is a person's own is in no tenant.
    if (sight === sights.own.sight) expect(parts).toEqual([0, 0]);
    else {
      expect(Math.min(...parts)).toBeGreaterThan(0);
      expect(parts.reduce((a, b) => a + b)).toBe(whole);
    }
    expect(await countFor({ userId: eve, tenantId: here })).toBe(0);
  },
);

test("what somebody is to a row is what the grant says", async () => {
  await using made = await createBoards();
  const { ada, bob, eve, database } = made;
  const standings = async ({ table, sight }: { table: Tables; sight: Sight<string> }, person: string) => {
    const rows = await database.read.select({ standing: sight.standing({ userId: person }) }).from(table);
    return rows.map(({ standing }) => standing).sort();
  };

  expect(await standings(sights.granted, ada)).toEqual(["chief", null]);
  expect(await standings(sights.granted, bob)).toEqual(["guest", null]);
  expect(await standings(sights.through, bob)).toEqual(["guest", null]);
  expect(await standings(sights["granted, of the grants themselves"], bob)).toEqual(["guest", "guest", null]);
  expect(await standings(sights.own, eve)).toEqual([null, null, null, "self"]);
});
