import { ascending, descending, type Read, relatedValues } from "@plinth/database";
import { and, count, eq, exists, gt, inArray, lt, or, type SQL, sql, sum } from "drizzle-orm";
import { jobs, people, tags, teams } from "./live-tables.ts";
import type { Random } from "./random.ts";

/** A query that can be asked again and again. */
export interface Question {
  name: string;
  ask(db: Read): Promise<unknown>;
}

export const USERS = ["ada", "bob", "eve"] as const;

/** A query out of those that products ask, about a team or all of them, by chance. */
export function someQuestion(random: Random, teamIds: readonly string[]): Question {
  const [team = "", other = ""] = [random.of(teamIds), random.of(teamIds)];
  const user = random.of(USERS) ?? "";
  const size = random.below(10);
  const limit = 1 + random.below(8);
  const inOrder = [descending(jobs.size), ascending(jobs.id)] as const;
  const seen = (db: Read): SQL =>
    exists(
      db
        .select({ one: sql`1` })
        .from(people)
        .where(and(eq(people.teamId, jobs.teamId), eq(people.userId, user))),
    );
  const all: [string, (db: Read) => PromiseLike<unknown>][] = [
    [
      "all jobs",
      (db) =>
        db
          .select()
          .from(jobs)
          .orderBy(...inOrder),
    ],
    [
      "jobs of a team",
      (db) =>
        db
          .select()
          .from(jobs)
          .where(eq(jobs.teamId, team))
          .orderBy(...inOrder),
    ],
    [
      "large jobs of a team",
      (db) =>
        db
          .select()
          .from(jobs)
          .where(and(eq(jobs.teamId, team), gt(jobs.size, size)))
          .orderBy(...inOrder),
    ],
    [
      "the largest jobs",
      (db) =>
        db
          .select()
          .from(jobs)
          .orderBy(...inOrder)
          .limit(limit),
    ],
    [
      "the largest of a team",
      (db) =>
        db
          .select()
          .from(jobs)
          .where(eq(jobs.teamId, team))
          .orderBy(...inOrder)
          .limit(limit),
    ],
    [
      "jobs of two teams",
      (db) =>
        db
          .select()
          .from(jobs)
          .where(inArray(jobs.teamId, [team, other]))
          .orderBy(...inOrder),
    ],
    [
      "small jobs or those of a team",
      (db) =>
        db
          .select()
          .from(jobs)
          .where(or(lt(jobs.size, size), eq(jobs.teamId, team)))
          .orderBy(...inOrder),
    ],
    ["how many jobs", (db) => db.select({ jobs: count() }).from(jobs)],
    [
      "how many jobs of each team",
      (db) =>
        db
          .select({ team: jobs.teamId, jobs: count(), size: sum(jobs.size) })
          .from(jobs)
          .groupBy(jobs.teamId)
          .orderBy(jobs.teamId),
    ],
    [
      "how much a team has to do",
      (db) =>
        db
          .select({ size: sum(jobs.size) })
          .from(jobs)
          .where(eq(jobs.teamId, team)),
    ],
    [
      "jobs with the names of their teams",
      (db) =>
        db
          .select({ id: jobs.id, title: jobs.title, team: teams.name })
          .from(jobs)
          .innerJoin(teams, eq(teams.id, jobs.teamId))
          .where(eq(jobs.teamId, team))
          .orderBy(...inOrder),
    ],
    [
      "teams and their jobs, if any",
      (db) =>
        db
          .select({ team: teams.name, job: jobs.id })
          .from(teams)
          .leftJoin(jobs, and(eq(jobs.teamId, teams.id), gt(jobs.size, size)))
          .orderBy(ascending(teams.id), ascending(sql`${jobs.id}`)),
    ],
    [
      "what a person may see",
      (db) =>
        db
          .select()
          .from(jobs)
          .where(seen(db))
          .orderBy(...inOrder),
    ],
    [
      "what a person may see of a team",
      (db) =>
        db
          .select()
          .from(jobs)
          .where(and(eq(jobs.teamId, team), seen(db)))
          .orderBy(...inOrder),
    ],
    [
      "jobs of a person's teams",
      (db) =>
        db
          .select()
          .from(jobs)
          .where(inArray(jobs.teamId, db.select({ id: people.teamId }).from(people).where(eq(people.userId, user))))
          .orderBy(...inOrder),
    ],
    [
      "a person's teams",
      (db) =>
        db
          .select({ id: teams.id, name: teams.name, role: people.role })
          .from(teams)
          .innerJoin(people, and(eq(people.teamId, teams.id), eq(people.userId, user)))
          .orderBy(ascending(teams.id)),
    ],
    ["who is in a team", (db) => db.select().from(people).where(eq(people.teamId, team)).orderBy(people.userId)],
    [
      "jobs with their tags",
      (db) =>
        db
          .select({ id: jobs.id, tags: relatedValues(tags.name, eq(tags.jobId, jobs.id)) })
          .from(jobs)
          .where(eq(jobs.teamId, team))
          .orderBy(ascending(jobs.id)),
    ],
    [
      "jobs with a tag",
      (db) =>
        db
          .select()
          .from(jobs)
          .where(inArray(jobs.id, db.select({ id: tags.jobId }).from(tags).where(eq(tags.name, "red"))))
          .orderBy(...inOrder),
    ],
    [
      "the average size beside each job",
      (db) => {
        const average = db.$with("average").as(
          db
            .select({ team: jobs.teamId, size: sql<number>`count(*)`.as("among_all") })
            .from(jobs)
            .groupBy(jobs.teamId),
        );
        return db
          .with(average)
          .select({ id: jobs.id, among: average.size })
          .from(jobs)
          .innerJoin(average, eq(average.team, jobs.teamId))
          .orderBy(ascending(jobs.id));
      },
    ],
  ];
  const [name, ask] = random.of(all) ?? ["", async () => []];
  return { name: `${name}: ${team} ${other} ${user} ${size} ${limit}`, ask: async (db) => ask(db) };
}
