import { eq, inArray } from "drizzle-orm";
import { expect, test } from "vitest";
import { databaseWith } from "../test/create-tables.ts";
import { type Changes, MOST_ROWS, type TableChange } from "./changes.ts";
import { column } from "./columns.ts";
import { one } from "./errors.ts";

const { table, id, ref, text } = column;

const teams = table("teams", { id: id(), name: text().notNull() });
const jobs = table("jobs", {
  id: id(),
  teamId: ref(() => teams.id, { onDelete: "cascade" }).notNull(),
  title: text().notNull(),
});

/** A database that notes what it is told, by table: the values of each key. */
async function watching() {
  const database = await databaseWith([teams, jobs]);
  const told: Changes[] = [];
  await database.watch([teams, jobs]);
  database.onChange((changes) => told.push(changes));
  const of = (name: string) =>
    told.flatMap((changes) => (changes === "everything" ? [] : changes.filter((change) => change.table === name)));
  const keys = (name: string, key: string) => new Set(of(name).flatMap((change) => [...(change.keys?.get(key) ?? [])]));
  const team = (name: string) => database.write((db) => one(db.insert(teams).values({ name }).returning()));
  const job = (teamId: string, title = "job") =>
    database.write((db) => one(db.insert(jobs).values({ teamId, title }).returning()));
  return Object.assign(database, { told, of, keys, team, job });
}

test("an insert, an update and a delete tell the keys of the row, before and after", async () => {
  await using database = await watching();
  const [red, blue] = [await database.team("red"), await database.team("blue")];
  const job = await database.job(red.id);
  await expect.poll(() => database.keys("jobs", "id")).toEqual(new Set([job.id]));
  database.told.length = 0;

  await database.write((db) => db.update(jobs).set({ teamId: blue.id }).where(eq(jobs.id, job.id)));
  await expect.poll(() => database.keys("jobs", "team_id")).toEqual(new Set([red.id, blue.id]));
  database.told.length = 0;
  await database.write((db) => db.delete(jobs).where(eq(jobs.id, job.id)));

  await expect.poll(() => database.keys("jobs", "id")).toEqual(new Set([job.id]));
  expect(database.keys("jobs", "team_id")).toEqual(new Set([blue.id]));
});

test("of rows that are only others now it is told which columns are", async () => {
  await using database = await watching();
  const team = await database.team("red");
  const job = await database.job(team.id);
  await expect.poll(() => database.of("jobs")).toMatchObject([{ columns: undefined }]);
  const columnsAfter = async (change: Parameters<typeof database.write>[0]) => {
    database.told.length = 0;
    await database.write(change);
    await expect.poll(() => database.of("jobs")).not.toEqual([]);
    return database.of("jobs").map(({ columns }) => columns);
  };

  const titled = await columnsAfter((db) =>
    db.update(jobs).set({ title: "new", teamId: team.id }).where(eq(jobs.id, job.id)),
  );
  const gone = await columnsAfter((db) => db.delete(jobs).where(eq(jobs.id, job.id)));

  expect(titled).toEqual([new Set(["title"])]);
  expect(gone).toEqual([undefined]);
});

test("what goes with its parent is told too", async () => {
  await using database = await watching();
  const team = await database.team("red");
  const job = await database.job(team.id);
  await expect.poll(() => database.of("jobs")).toHaveLength(1);
  database.told.length = 0;

  await database.write((db) => db.delete(teams).where(eq(teams.id, team.id)));

  await expect.poll(() => database.keys("jobs", "id")).toEqual(new Set([job.id]));
});

test("a change of more rows than can be named tells the table alone", async () => {
  await using database = await watching();
  const team = await database.team("red");
  const rows = Array.from({ length: MOST_ROWS + 1 }, (_, at) => ({ teamId: team.id, title: `${at}` }));

  await database.write((db) => db.insert(jobs).values(rows));

  const anyRow: TableChange = { table: "jobs", keys: undefined };
  await expect.poll(() => database.of("jobs")).toEqual([anyRow]);
});

test("what is rolled back tells nobody; a change that touched no row either", async () => {
  await using database = await watching();
  const team = await database.team("red");
  await expect.poll(() => database.of("teams")).toHaveLength(1);
  database.told.length = 0;

  await expect(
    database.write(async (db) => {
      await db.insert(jobs).values({ teamId: team.id, title: "no" });
      throw new Error("changed my mind");
    }),
  ).rejects.toThrow("changed my mind");
  await database.write((db) => db.delete(jobs).where(inArray(jobs.title, ["nothing like it"])));
  await database.team("blue");

  await expect.poll(() => database.of("teams")).toHaveLength(1);
  expect([...database.keys("jobs", "title")]).toEqual([]);
});

test("a listener that stopped is told nothing more", async () => {
  await using database = await watching();
  const told: Changes[] = [];
  const stop = database.onChange((changes) => told.push(changes));
  stop();

  await database.team("red");

  await expect.poll(() => database.of("teams")).toHaveLength(1);
  expect(told).toEqual([]);
});
