// Faults: 80.
import { type Database, tracked } from "@plinth/database";
import { databaseWith } from "@plinth/database/test";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { someChange, someLength } from "../../test/live-changes.ts";
import { type Question, someQuestion } from "../../test/live-queries.ts";
import { jobs, marks, people, tags, teams } from "../../test/live-tables.ts";
import { randomFrom } from "../../test/random.ts";
import { LiveQueries } from "./live-queries.ts";
import type { Follower } from "./live-query.ts";

const QUERIES = 100;
/** Rows that change on each of the two engines: where every change is checked, 100,000 on both together. */
const CHANGES = Number(process.env.LIVE_CHANGES ?? (process.env.CI ? 50_000 : 10_000));
/** Transactions one after the other, at most. */
const MOST_AT_A_STRETCH = 12;
/** Then so many that are alone between two looks at all results: nothing else runs again what they should have. */
const ALONE = 3;
// Others on each, so that what one engine sees, the other has not seen already.
const SEED = Number(process.env.SEED ?? (process.env.DATABASE_URL ? 12 : 11));

const deaf: Follower = { settled: () => {}, ended: () => {} };
const asText = async (question: Question, db: Database["read"]) => JSON.stringify(await question.ask(db));

/** An engine over these tables, and how to wait until it has heard and done everything. */
async function liveOver(database: Database) {
  const engine = new LiveQueries(database, { everyMs: 20 });
  const follow = (question: Question) =>
    engine.follow(
      { key: question.name, caller: "user ada", readNow: (onRead) => asText(question, tracked(database.read, onRead)) },
      deaf,
    );
  const mark = follow({ name: "mark", ask: async (db) => db.select().from(marks) });
  const { id } = await database.write(async (db) => {
    const [made] = await db.insert(marks).values({ at: 0 }).returning();
    return made as { id: string };
  });
  let at = 0;
  const quiet = async () => {
    at += 1;
    await database.write((db) => db.update(marks).set({ at }).where(eq(marks.id, id)));
    await expect.poll(() => mark.state?.text, { timeout: 20_000, interval: 2 }).toContain(`"at":${at}}`);
    await expect.poll(() => engine.isIdle, { timeout: 20_000, interval: 2 }).toBe(true);
  };
  return { engine, follow, quiet };
}

test("after quiet, what each follower has is what they would get if they asked", { timeout: 600_000 }, async () => {
  await using database = await databaseWith([teams, people, jobs, tags, marks]);
  const random = randomFrom(SEED);
  const teamIds = (
    await database.write((db) =>
      db
        .insert(teams)
        .values(["a", "b", "c", "d"].map((name) => ({ name })))
        .returning(),
    )
  ).map(({ id }) => id);
  const { engine, follow, quiet } = await liveOver(database);
  const followed = Array.from({ length: QUERIES }, () => someQuestion(random, teamIds)).map((question) => ({
    question,
    query: follow(question),
  }));

  let changed = 0;
  const change = async (length: number) => {
    changed += await someChange(database, random, { teamIds, length });
  };
  const look = async () => {
    await quiet();
    const fresh = await Promise.all(followed.map(({ question }) => asText(question, database.read)));
    for (const [at, { question, query }] of followed.entries()) {
      expect(query.state?.text, `seed ${SEED}, after ${changed}, ${question.name}`).toBe(fresh[at]);
    }
  };
  while (changed < CHANGES) {
    for (let left = 1 + random.below(MOST_AT_A_STRETCH); left > 0; left--) await change(someLength(random));
    await look();
    for (let left = ALONE; left > 0; left--) {
      await change(1);
      await look();
    }
  }

  engine.close(new Error("done"));
});

test("a change that cannot concern a query does not run it", async () => {
  await using database = await databaseWith([teams, people, jobs, tags, marks]);
  const [red = "", blue = ""] = (
    await database.write((db) =>
      db
        .insert(teams)
        .values([{ name: "red" }, { name: "blue" }])
        .returning(),
    )
  ).map(({ id }) => id);
  const { engine, follow, quiet } = await liveOver(database);
  let runs = 0;
  follow({
    name: "red",
    ask: async (db) => {
      runs += 1;
      return db.select().from(jobs).where(eq(jobs.teamId, red));
    },
  });
  await quiet();
  const before = runs;

  for (let at = 0; at < 20; at++)
    await database.write((db) => db.insert(jobs).values({ teamId: blue, title: "x", size: at }));
  await database.write((db) => db.insert(people).values({ teamId: red, userId: "ada", role: "guest" }));
  await quiet();
  expect(runs).toBe(before);
  await database.write((db) => db.insert(jobs).values({ teamId: red, title: "x", size: 1 }));
  await quiet();

  expect(runs).toBe(before + 1);
  engine.close(new Error("done"));
});

test("many commits at once are one run, and one more after the last", async () => {
  await using database = await databaseWith([teams, people, jobs, tags, marks]);
  const { engine, follow, quiet } = await liveOver(database);
  const all = follow({ name: "teams", ask: async (db) => db.select().from(teams) });
  await quiet();
  const before = engine.runs;

  await Promise.all(
    Array.from({ length: 200 }, (_, at) => database.write((db) => db.insert(teams).values({ name: `${at}` }))),
  );
  await quiet();

  expect(JSON.parse(all.state?.text ?? "")).toHaveLength(200);
  expect(engine.runs - before).toBeLessThan(150);
  engine.close(new Error("done"));
});
