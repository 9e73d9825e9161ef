import type { Database, Write } from "@plinth/database";
import { eq, gt, inArray, lt, sql } from "drizzle-orm";
import { USERS } from "./live-queries.ts";
import { jobs, people, tags, teams } from "./live-tables.ts";
import type { Random } from "./random.ts";

class ChangedMyMind extends Error {}

/** How many statements a transaction has, by chance: one in three is long. */
export function someLength(random: Random): number {
  return random.below(3) === 0 ? 20 + random.below(41) : 1 + random.below(3);
}

/**
 * One transaction of so many statements, out of those that products make, by chance. Some are rolled back, whole or in part.
 *
 * @returns how many rows are others than before, or are new or gone. What went with its parent is not counted, unless its team did.
 */
export async function someChange(
  database: Database,
  random: Random,
  { teamIds, length }: { teamIds: readonly string[]; length: number },
): Promise<number> {
  const isUndone = random.below(8) === 0;
  let rows = 0;
  const work = async (db: Write) => {
    // It runs again after a clash.
    rows = 0;
    for (let left = length; left > 0; left--) {
      if (random.below(8) > 0) rows += await someStatement(db, random, teamIds);
      else rows += await somePart(database, random, teamIds);
    }
    if (isUndone) throw new ChangedMyMind();
  };
  return database.write(work, { name: "someChange" }).then(() => rows, nothingWhenUndone);
}

/** A part of a transaction that may be undone by itself, and may have such parts too. */
async function somePart(database: Database, random: Random, teamIds: readonly string[]): Promise<number> {
  const part = database.write(async (db) => {
    let rows = await someStatement(db, random, teamIds);
    if (random.below(4) === 0) rows += await somePart(database, random, teamIds);
    if (random.below(2) === 0) throw new ChangedMyMind();
    return rows;
  });
  return part.catch(nothingWhenUndone);
}

function nothingWhenUndone(error: unknown): number {
  if (!(error instanceof ChangedMyMind)) throw error;
  return 0;
}

async function someStatement(db: Write, random: Random, teamIds: readonly string[]): Promise<number> {
  const teamId = random.of(teamIds) ?? "";
  const rows = await random.of(statements)?.({ db, random, teamId });
  return rows?.length ?? 0;
}

interface Chance {
  db: Write;
  random: Random;
  teamId: string;
}

/** Changes rows, and returns one thing for each. */
type Statement = (chance: Chance) => PromiseLike<readonly unknown[]>;

const NO_JOB = "0198f3a2-7b1c-7000-8000-000000000000";
// With more rows, each of the queries costs more than it tells.
const ENOUGH_JOBS = 60;

const idsOf = async (db: Write, most: number) =>
  (await db.select({ id: jobs.id }).from(jobs).limit(most)).map(({ id }) => id);
const someJob = async ({ db, random }: Chance) => random.of(await idsOf(db, 20)) ?? NO_JOB;

const insertJobs: Statement = ({ db, random, teamId }) => {
  const many = random.below(5) === 0 ? 101 + random.below(300) : 1 + random.below(4);
  const made = Array.from({ length: many }, () => ({
    teamId,
    title: `job ${random.below(50)}`,
    size: random.below(10),
  }));
  return db.insert(jobs).values(made).returning({ id: jobs.id });
};

const deleteMost: Statement = async ({ db }) => {
  const tooMany = (await idsOf(db, 1_000)).slice(ENOUGH_JOBS);
  return db.delete(jobs).where(inArray(jobs.id, tooMany)).returning({ id: jobs.id });
};

const statements: Statement[] = [
  insertJobs,
  insertJobs,
  async (chance) => {
    const found = eq(jobs.id, await someJob(chance));
    return chance.db
      .update(jobs)
      .set({ size: chance.random.below(10) })
      .where(found)
      .returning({ id: jobs.id });
  },
  async (chance) => {
    const { db, teamId } = chance;
    const found = eq(jobs.id, await someJob(chance));
    return db.update(jobs).set({ teamId, title: "moved" }).where(found).returning({ id: jobs.id });
  },
  ({ db, random }) =>
    db
      .update(jobs)
      .set({ size: sql`${jobs.size} + 1` })
      .where(lt(jobs.size, random.below(10)))
      .returning({ id: jobs.id }),
  ({ db }) => db.delete(jobs).where(gt(jobs.size, 9)).returning({ id: jobs.id }),
  async ({ db, random }) => {
    const ids = (await idsOf(db, 20)).slice(0, random.below(6));
    return db.delete(jobs).where(inArray(jobs.id, ids)).returning({ id: jobs.id });
  },
  deleteMost,
  deleteMost,
  ({ db, random, teamId }) => {
    const role = random.of(["owner", "guest"]) ?? "";
    return db
      .insert(people)
      .values({ teamId, userId: random.of(USERS) ?? "", role })
      .onConflictDoUpdate({ target: [people.teamId, people.userId], set: { role } })
      .returning({ userId: people.userId });
  },
  ({ db, random }) =>
    db
      .update(people)
      .set({ role: random.of(["owner", "guest", "chief"]) ?? "" })
      .where(eq(people.userId, random.of(USERS) ?? ""))
      .returning({ userId: people.userId }),
  ({ db, random }) =>
    db
      .delete(people)
      .where(eq(people.userId, random.of(USERS) ?? ""))
      .returning({ userId: people.userId }),
  async (chance) => {
    const jobId = await someJob(chance);
    if (jobId === NO_JOB) return [];
    const name = chance.random.of(["red", "blue"]) ?? "";
    return chance.db.insert(tags).values({ jobId, name }).onConflictDoNothing().returning({ name: tags.name });
  },
  ({ db, random, teamId }) =>
    db
      .update(teams)
      .set({ name: `team ${random.below(20)}` })
      .where(eq(teams.id, teamId))
      .returning({ id: teams.id }),
  // Its people and jobs go with it, and their tags with those.
  async ({ db, random, teamId }) => {
    if (random.below(4) > 0) return [];
    const gone = [
      ...(await db.select({ id: jobs.id }).from(jobs).where(eq(jobs.teamId, teamId))),
      ...(await db.select({ id: people.userId }).from(people).where(eq(people.teamId, teamId))),
      ...(await db.delete(teams).where(eq(teams.id, teamId)).returning({ id: teams.id })),
    ];
    await db.insert(teams).values({ id: teamId, name: "again" });
    return gone;
  },
];
