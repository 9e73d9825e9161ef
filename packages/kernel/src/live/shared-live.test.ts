import { type OnRead, prepared, tracked } from "@plinth/database";
import { databaseWith } from "@plinth/database/test";
import { asc } from "drizzle-orm";
import { expect, test } from "vitest";
import { teams } from "../../test/live-tables.ts";
import { LiveFeed } from "./live-feed.ts";
import { LiveQueries } from "./live-queries.ts";

const teamNames = prepared("teamNames", { limit: Number }, (db, $) =>
  db.select({ name: teams.name }).from(teams).orderBy(asc(teams.id)).limit($.limit),
);

/** Teams as live queries of these people read them. `during` is what happens once a query has read, and before it says so. */
async function followedBy(people: string[], during: () => Promise<void> = async () => {}) {
  const database = await databaseWith([teams]);
  const engine = new LiveQueries(database, { everyMs: 0 });
  const found: unknown[] = [];
  const readNow = async (onRead: OnRead) => {
    const rows = await teamNames.all(tracked(database.read, onRead, engine.reads), { limit: 9 });
    found.push(rows);
    await during();
    return JSON.stringify(rows.map(({ name }) => name));
  };
  const feeds = people.map(
    (person) => new LiveFeed(engine, { key: person, caller: person, readNow, held: undefined, onClose: () => {} }),
  );
  const add = (name: string) => database.write((db) => db.insert(teams).values({ name }));
  const told = async () => {
    const messages = [];
    for (const feed of feeds) messages.push(JSON.parse((await feed.next(new AbortController().signal))?.text ?? ""));
    return messages.map(({ value }) => value);
  };
  return {
    ...{ found, add, told },
    async [Symbol.asyncDispose]() {
      engine.close(new Error("over"));
      await database[Symbol.asyncDispose]();
    },
  };
}

test("those who follow the same are told of each change, and it is read once for all of them", async () => {
  await using teams = await followedBy(["ada", "bob", "eve"]);
  await teams.told();
  const before = teams.found.length;

  await teams.add("one");

  expect(await teams.told()).toEqual([["one"], ["one"], ["one"]]);
  const after = teams.found.slice(before);
  expect(after.length).toBeGreaterThanOrEqual(3);
  expect(new Set(after.slice(-3)).size).toBe(1);
});

test("what changed before anybody listened, and after it was read, is read again", async () => {
  let isFirst = true;
  await using teams: Awaited<ReturnType<typeof followedBy>> = await followedBy(["ada"], async () => {
    if (!isFirst) return;
    isFirst = false;
    await teams.add("meanwhile");
  });

  await expect.poll(teams.told).toEqual([["meanwhile"]]);
});
