import type { Database, Write } from "@plinth/database";
import { eq, gt, inArray, lt, sql } from "drizzle-orm";
import { USERS } from "./live-queries.ts";
import { jobs, people, tags, teams } from "./live-tables.ts";
import type { Random } from "./random.ts";

class ChangedMyMind extends Error {}

/** One transaction out of those that products make, by chance. Some are rolled back, whole or in part. Returns how many rows it was about. */
export async function someChange(database: Database, random: Random, teamIds: readonly string[]): Promise<number> {
  let rows = 0;
  const undone = random.below(8) === 0;
  const work = async (db: Write) => {
    for (let left = 1 + random.below(3); left > 0; left--) rows += await someStatement(db, random, teamIds);
    if (random.below(6) === 0) {
      const nested = database.write(async (inner) => {
        rows += await someStatement(inner, random, teamIds);
        if (random.below(2) === 0) throw new ChangedMyMind();
      });
      await nested.catch(unlessChangedMyMind);
    }
    if (undone) throw new ChangedMyMind();
  };
  await database.write(work, { name: "someChange" }).catch(unlessChangedMyMind);
  return rows;
}

function unlessChangedMyMind(error: unknown): void {
  if (!(error instanceof ChangedMyMind)) throw error;
}

async function someStatement(db: Write, random: Random, teamIds: readonly string[]): Promise<number> {
  const teamId = random.of(teamIds) ?? "";
  const size = random.below(10);
  const some = async () => (await db.select({ id: jobs.id }).from(jobs).limit(20)).map(({ id }) => id);
  switch (random.below(11)) {
    case 0:
    case 1: {
      const many = random.below(10) === 0 ? 120 : 1 + random.below(4);
      const made = Array.from({ length: many }, () => ({
        teamId,
        title: `job ${random.below(50)}`,
        size: random.below(10),
      }));
      await db.insert(jobs).values(made);
      return many;
    }
    case 2: {
      const id = random.of(await some());
      if (id) await db.update(jobs).set({ size }).where(eq(jobs.id, id));
      return 1;
    }
    case 3: {
      const id = random.of(await some());
      if (id) await db.update(jobs).set({ teamId, title: "moved" }).where(eq(jobs.id, id));
      return 1;
    }
    case 4:
      return (
        await db
          .update(jobs)
          .set({ size: sql`${jobs.size} + 1` })
          .where(lt(jobs.size, size))
          .returning({ id: jobs.id })
      ).length;
    case 5:
      return (await db.delete(jobs).where(gt(jobs.size, 9)).returning({ id: jobs.id })).length;
    case 6: {
      const ids = (await some()).slice(0, 5);
      if (ids.length > 0) await db.delete(jobs).where(inArray(jobs.id, ids));
      return ids.length;
    }
    case 7: {
      const userId = random.of(USERS) ?? "";
      const role = random.of(["owner", "guest"]) ?? "";
      await db
        .insert(people)
        .values({ teamId, userId, role })
        .onConflictDoUpdate({ target: [people.teamId, people.userId], set: { role } });
      return 1;
    }
    case 8:
      await db.delete(people).where(eq(people.userId, random.of(USERS) ?? ""));
      return 1;
    case 9: {
      const jobId = random.of(await some());
      if (jobId)
        await db
          .insert(tags)
          .values({ jobId, name: random.of(["red", "blue"]) ?? "" })
          .onConflictDoNothing();
      return 1;
    }
    default:
      await db
        .update(teams)
        .set({ name: `team ${random.below(20)}` })
        .where(eq(teams.id, teamId));
      return 1;
  }
}
