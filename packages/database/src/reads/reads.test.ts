import { and, count, eq, exists, gt, inArray, or, sql } from "drizzle-orm";
import { alias, type PgTable, union } from "drizzle-orm/pg-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { databaseWith, type OwnDatabase } from "../../test/create-tables.ts";
import { tableName } from "../changes.ts";
import { column } from "../columns.ts";
import { type Read, tracked } from "../handles.ts";
import { prepared } from "../prepared.ts";
import { rawRows } from "../raw.ts";
import { relatedValues } from "../related-values.ts";
import type { RowsRead } from "./read-set.ts";

const { table, id, ref, text, integer, primaryKey } = column;

const teams = table("teams", { id: id(), name: text().notNull() });
const people = table(
  "people",
  { teamId: ref(() => teams.id).notNull(), userId: text().notNull(), role: text().notNull() },
  (person) => [primaryKey({ name: "people_pk", columns: [person.teamId, person.userId] })],
);
const jobs = table("jobs", {
  id: id(),
  teamId: ref(() => teams.id).notNull(),
  title: text().notNull(),
  size: integer().notNull(),
});

const A = "00000000-0000-7000-8000-00000000000a";
const B = "00000000-0000-7000-8000-00000000000b";

const jobsOfTeam = prepared("readsTest.jobsOfTeam", { teamId: jobs.teamId, limit: Number }, (db, $) =>
  db.select().from(jobs).where(eq(jobs.teamId, $.teamId)).limit($.limit),
);

const said = (reads: readonly RowsRead[]) =>
  reads
    .map(({ table, column, values }) => [tableName(table), ...(column ? [`${column}=${values}`] : [])].join(" "))
    .sort();

let database: OwnDatabase;
beforeAll(async () => {
  database = await databaseWith([teams, people, jobs] as PgTable[]);
});
afterAll(() => database[Symbol.asyncDispose]());

async function readsOf(run: (db: Read) => PromiseLike<unknown>): Promise<string[]> {
  const seen: RowsRead[] = [];
  await run(tracked(database.read, (reads) => seen.push(...reads)));
  return said(seen);
}

const job = alias(jobs, "job");

const cases: [string, (db: Read) => PromiseLike<unknown>, string[]][] = [
  ["all of a table", (db) => db.select().from(jobs), ["jobs"]],
  ["a row by its id", (db) => db.select().from(jobs).where(eq(jobs.id, A)), [`jobs id=${A}`]],
  ["the rows of a parent", (db) => db.select().from(jobs).where(eq(jobs.teamId, A)), [`jobs team_id=${A}`]],
  [
    "the key of the row before that of the parent",
    (db) =>
      db
        .select()
        .from(jobs)
        .where(and(eq(jobs.teamId, B), and(gt(jobs.size, 1), eq(jobs.id, A)))),
    [`jobs id=${A}`],
  ],
  [
    "one of several",
    (db) =>
      db
        .select()
        .from(jobs)
        .where(inArray(jobs.teamId, [A, B])),
    [`jobs team_id=${A},${B}`],
  ],
  [
    "either of two conditions: any row",
    (db) =>
      db
        .select()
        .from(jobs)
        .where(or(eq(jobs.id, A), gt(jobs.size, 3))),
    ["jobs"],
  ],
  ["a column that is no key: any row", (db) => db.select().from(jobs).where(eq(jobs.title, "x")), ["jobs"]],
  [
    "an inner join, each table by what is demanded of it",
    (db) =>
      db
        .select()
        .from(jobs)
        .innerJoin(people, and(eq(people.teamId, jobs.teamId), eq(people.userId, "ada")))
        .where(eq(jobs.id, A)),
    [`jobs id=${A}`, "people user_id=ada"],
  ],
  [
    "a left join: its condition narrows the right table, not the left",
    (db) =>
      db
        .select()
        .from(jobs)
        .leftJoin(people, and(eq(people.userId, "ada"), eq(jobs.id, A))),
    ["jobs", "people user_id=ada"],
  ],
  [
    "a right join narrows nothing",
    (db) => db.select().from(jobs).rightJoin(people, eq(jobs.id, A)).where(eq(people.userId, "ada")),
    ["jobs", "people"],
  ],
  [
    "a subquery in the condition",
    (db) => {
      const seen = db.select({ id: people.teamId }).from(people).where(eq(people.userId, "ada"));
      return db
        .select()
        .from(jobs)
        .where(and(eq(jobs.teamId, A), inArray(jobs.teamId, seen)));
    },
    [`jobs team_id=${A}`, "people user_id=ada"],
  ],
  [
    "exists",
    (db) => {
      const seen = db
        .select({ one: sql`1` })
        .from(people)
        .where(and(eq(people.userId, "ada"), eq(people.teamId, jobs.teamId)));
      return db.select().from(jobs).where(exists(seen));
    },
    ["jobs", "people user_id=ada"],
  ],
  [
    "a subquery in the from",
    (db) => {
      const mine = db.select().from(jobs).where(eq(jobs.teamId, A)).as("mine");
      return db.select().from(mine);
    },
    [`jobs team_id=${A}`],
  ],
  [
    "a common table expression",
    (db) => {
      const mine = db.$with("mine").as(db.select({ id: jobs.id }).from(jobs).where(eq(jobs.teamId, A)));
      return db.with(mine).select().from(mine);
    },
    [`jobs team_id=${A}`, `jobs team_id=${A}`],
  ],
  [
    "a union",
    (db) =>
      union(
        db.select({ id: jobs.id }).from(jobs).where(eq(jobs.id, A)) as never,
        db.select({ id: teams.id }).from(teams) as never,
      ),
    [`jobs id=${A}`, "teams"],
  ],
  ["another name for a table", (db) => db.select().from(job).where(eq(job.id, A)), [`jobs id=${A}`]],
  [
    "related values",
    (db) =>
      db
        .select({ id: teams.id, jobs: relatedValues(jobs.title, eq(jobs.teamId, teams.id)) })
        .from(teams)
        .where(eq(teams.id, A)),
    ["jobs", `teams id=${A}`],
  ],
  [
    "a whole table among the fields",
    (db) => db.select({ job: jobs }).from(jobs).where(eq(jobs.id, A)),
    [`jobs id=${A}`],
  ],
  ["a count", (db) => db.$count(jobs, eq(jobs.teamId, A)), ["jobs"]],
  [
    "a declared query, with the values of this run",
    (db) => jobsOfTeam.all(db, { teamId: B, limit: 3 }),
    [`jobs team_id=${B}`],
  ],
  [
    "raw text with a table and a condition as objects",
    (db) =>
      db.select({ role: sql`(select ${people.role} from ${people} where ${eq(people.userId, "ada")})` }).from(teams),
    ["people user_id=ada", "teams"],
  ],
  [
    "raw text that gives the table another name",
    (db) => {
      const granting = alias(people, "granting");
      return db
        .select({
          role: sql`(select ${granting.role} from ${people} as ${sql.identifier("granting")} where ${eq(granting.userId, "ada")})`,
        })
        .from(teams);
    },
    ["people user_id=ada", "teams"],
  ],
  [
    "raw text that goes on behind the condition: any row",
    (db) => db.select({ role: sql`(select 1 from ${people} where ${eq(people.userId, "ada")} or 1 = 1)` }).from(teams),
    ["people", "teams"],
  ],
  [
    "a column that equals what a subquery finds",
    (db) =>
      db
        .select()
        .from(jobs)
        .where(eq(jobs.teamId, db.select({ id: teams.id }).from(teams).where(eq(teams.id, A)))),
    [`jobs team_id=${A}`, `teams id=${A}`],
  ],
  ["raw text with a table as an object", (db) => rawRows(db, sql`select count(*) from ${jobs}`), ["jobs"]],
];

test.each(cases)("what is read is told: %s", async (_, run, expected) => {
  expect(await readsOf(run)).toEqual(expected);
});

test("raw text that names no table as an object is refused, saying what to do", async () => {
  const db = tracked(database.read, () => {});

  await expect((async () => rawRows(db, sql`select count(*) from jobs`))()).rejects.toThrow(
    /put its tables into the text as objects/,
  );
});

test("a handle that is not tracked tells nobody, and reads as before", async () => {
  const seen: RowsRead[] = [];
  tracked(database.read, (reads) => seen.push(...reads));

  await database.read.select().from(jobs);
  await jobsOfTeam.all(database.read, { teamId: A, limit: 1 });

  expect(seen).toEqual([]);
});

const columnCases: [what: string, run: (db: Read) => unknown, columns: Record<string, string[] | undefined>][] = [
  [
    "what is shown, compared and ordered by",
    (db) => db.select({ id: jobs.id }).from(jobs).where(eq(jobs.title, "x")).orderBy(jobs.size),
    { jobs: ["id", "size", "title"] },
  ],
  ["all of them", (db) => db.select().from(teams), { teams: ["id", "name"] }],
  ["none, where rows are only counted", (db) => db.select({ many: count() }).from(jobs), { jobs: [] }],
  [
    "those of a join, each of its table",
    (db) => db.select({ name: teams.name }).from(jobs).innerJoin(teams, eq(teams.id, jobs.teamId)),
    { jobs: ["team_id"], teams: ["id", "name"] },
  ],
  [
    "those of a subquery and of a table by another name",
    (db) => {
      const other = alias(jobs, "other");
      const large = db.select({ one: sql`1` }).from(other).where(gt(other.size, 5));
      return db.select({ id: teams.id }).from(teams).where(exists(large));
    },
    { jobs: ["size"], teams: ["id"] },
  ],
  [
    "any, of a table whose column stands in raw text",
    (db) => db.select({ id: jobs.id }).from(jobs).where(sql`size > 3`),
    { jobs: undefined },
  ],
  ["any, of a table that stands in raw text", (db) => rawRows(db, sql`select * from ${jobs}`), { jobs: undefined }],
  [
    "those of a prepared query",
    (db) => jobsOfTeam.all(db, { teamId: A, limit: 1 }),
    { jobs: ["id", "size", "team_id", "title"] },
  ],
];

test.each(columnCases)("the columns that a statement speaks of are told: %s", async (_, run, columns) => {
  const told: Record<string, string[] | undefined> = {};
  await run(
    tracked(database.read, (reads) => {
      for (const read of reads) told[tableName(read.table)] = read.columns && [...read.columns].sort();
    }),
  );

  expect(told).toEqual(columns);
});
