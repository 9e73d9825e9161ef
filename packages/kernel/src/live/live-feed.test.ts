import { getEventListeners } from "node:events";
import { type OnRead, tracked } from "@plinth/database";
import { databaseWith } from "@plinth/database/test";
import { expect, test } from "vitest";
import { teams } from "../../test/live-tables.ts";
import { LiveFeed } from "./live-feed.ts";
import { LiveQueries } from "./live-queries.ts";

test("a reader that waits again and again leaves nothing behind, neither at its signal nor in the engine", async () => {
  await using database = await databaseWith([teams]);
  const engine = new LiveQueries(database, { everyMs: 0 });
  const readNow = async (onRead: OnRead) => JSON.stringify(await tracked(database.read, onRead).$count(teams));
  const feed = new LiveFeed(engine, { key: "teams", caller: "user ada", readNow, held: undefined, onClose: () => {} });
  const { signal } = new AbortController();

  for (let turn = 0; turn < 20; turn++) {
    const next = feed.next(signal);
    if (turn > 0) await database.write((db) => db.insert(teams).values({ name: `${turn}` }));
    expect(JSON.parse((await next)?.text ?? "")).toMatchObject({ value: turn });
  }
  feed.close();

  expect(getEventListeners(signal, "abort")).toEqual([]);
  expect(engine.isIdle).toBe(true);
  engine.close(new Error("done"));
});

test("a person has only so many live queries, on however many connections, and is nobody's neighbour in that", async () => {
  await using database = await databaseWith([teams]);
  const engine = new LiveQueries(database, { perPerson: 3 });
  const readNow = async () => "1";
  const feed = (caller: string, key: string) =>
    new LiveFeed(engine, { key: `${caller} ${key}`, caller, readNow, held: undefined, onClose: () => {} });

  // The same query twice counts twice: each of its readers takes memory.
  const [first] = [feed("user ada", "a"), feed("user ada", "a"), feed("user ada", "b")];
  expect(() => feed("user ada", "c")).toThrow("You follow too many live queries.");
  feed("user bob", "a");
  for (let tab = 0; tab < 5; tab++) feed("anonymous", "a");
  first.close();
  feed("user ada", "c");

  expect(() => feed("user ada", "d")).toThrow(/too many/);
  engine.close(new Error("over"));
});
