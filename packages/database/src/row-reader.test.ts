import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { databaseWith, type OwnDatabase } from "../test/create-tables.ts";
import { column } from "./columns.ts";
import { prepared } from "./prepared.ts";

const { table, id, ref, text, integer, moment, flag, decimal, json } = column;

const teams = table("teams", { id: id(), name: text().notNull() });
const players = table("players", {
  id: id(),
  teamId: ref(() => teams.id),
  name: text().notNull(),
  goals: integer(),
  bornAt: moment(),
  keeper: flag().notNull(),
  worth: decimal(8, 2),
  notes: json<{ a: number[] }>(),
});

let database: OwnDatabase;
beforeAll(async () => {
  database = await databaseWith([teams, players]);
  await database.write(async (db) => {
    const [team] = await db.insert(teams).values({ name: "Reds" }).returning();
    await db.insert(players).values([
      { name: "Ann", teamId: team?.id, goals: 3, bornAt: new Date(0), keeper: false, worth: "1.50", notes: { a: [1] } },
      { name: "Bea", keeper: true },
    ]);
  });
});
afterAll(() => database[Symbol.asyncDispose]());

// What drizzle makes of the same query is what must come out.
test("every kind of column is read as drizzle reads it, NULLs too", async () => {
  const all = prepared("everyColumn", {}, (db) => db.select().from(players).orderBy(players.name));

  const rows = await all.all(database.read, {});

  expect(rows).toStrictEqual(await database.read.select().from(players).orderBy(players.name));
  expect(rows[0]).toMatchObject({ goals: 3, bornAt: new Date(0), keeper: false, worth: "1.50", notes: { a: [1] } });
  expect(rows[1]).toMatchObject({ goals: null, bornAt: null, keeper: true, worth: null, notes: null });
});

test("an object whose join found no row is null, and one of several tables never is", async () => {
  const joined = prepared("missingJoins", {}, (db) =>
    db
      .select({
        player: players,
        team: teams,
        mixed: { team: teams.name, player: players.name },
        sums: { goals: players.goals, twice: sql<number>`${players.goals} * 2`.mapWith(Number) },
        aliased: sql<string>`upper(${players.name})`.as("aliased"),
      })
      .from(players)
      .leftJoin(teams, eq(teams.id, players.teamId))
      .orderBy(players.name),
  );

  const rows = await joined.all(database.read, {});

  expect(rows.map(({ team }) => team?.name ?? null)).toEqual(["Reds", null]);
  expect(rows[1]).toMatchObject({
    mixed: { team: null, player: "Bea" },
    sums: { goals: null, twice: null },
  });
  expect(rows[0]).toMatchObject({ sums: { goals: 3, twice: 6 }, aliased: "ANN" });
});

test("an inner join gives its objects whole", async () => {
  const query = () =>
    database.read.select().from(players).innerJoin(teams, eq(teams.id, players.teamId)).orderBy(players.name);
  const joined = prepared("innerJoined", {}, (db) =>
    db.select().from(players).innerJoin(teams, eq(teams.id, players.teamId)).orderBy(players.name),
  );

  expect(await joined.all(database.read, {})).toStrictEqual(await query());
});
