import { expect, test } from "vitest";
import { jobs, teams } from "../../test/live-tables.ts";
import { ReadIndex } from "./read-index.ts";

const keys = (column: string, ...values: string[]) => new Map([[column, new Set(values)]]);
const found = (index: ReadIndex<string>, change: Parameters<ReadIndex<string>["affectedBy"]>[0]) => [
  ...index.affectedBy(change),
];

test("a change finds those who read the table whole, and those who read its rows", () => {
  const index = new ReadIndex<string>();
  index.set("whole", [{ table: jobs }]);
  index.set("red", [{ table: jobs, column: "team_id", values: ["red"] }]);
  index.set("teams", [{ table: teams }]);

  expect(found(index, { table: "jobs", keys: keys("team_id", "red", "green") })).toEqual(["whole", "red"]);
  expect(found(index, { table: "jobs", keys: keys("team_id", "blue") })).toEqual(["whole"]);
  expect(found(index, { table: "jobs" })).toEqual(["whole", "red"]);
});

test("a change of columns that nobody speaks of finds nobody", () => {
  const index = new ReadIndex<string>();
  index.set("titles", [{ table: jobs, columns: new Set(["id", "title"]) }]);
  index.set("anything", [{ table: jobs }]);

  expect(found(index, { table: "jobs", columns: new Set(["size"]) })).toEqual(["anything"]);
  expect(found(index, { table: "jobs", columns: new Set(["size", "title"]) })).toEqual(["titles", "anything"]);
  expect(found(index, { table: "jobs" })).toEqual(["titles", "anything"]);
});

test("whoever reads other rows now, or none, is not found by what they read before", () => {
  const index = new ReadIndex<string>();
  index.set("moving", [{ table: jobs, column: "team_id", values: ["red"] }]);

  index.set("moving", [{ table: jobs, column: "team_id", values: ["blue"] }]);
  expect(found(index, { table: "jobs", keys: keys("team_id", "red") })).toEqual([]);
  expect(found(index, { table: "jobs", keys: keys("team_id", "blue") })).toEqual(["moving"]);
  index.delete("moving");

  expect(found(index, { table: "jobs" })).toEqual([]);
  expect([...index.all()]).toEqual([]);
});

test("those who speak of the same columns are passed over together, however many they are", () => {
  const index = new ReadIndex<number>();
  let asked = 0;
  const columns = {
    has: () => {
      asked += 1;
      return false;
    },
    [Symbol.iterator]: () => ["id", "title"][Symbol.iterator](),
    // Safe because nothing else of a set is used.
  } as unknown as ReadonlySet<string>;
  for (let at = 0; at < 10_000; at++) index.set(at, [{ table: jobs, columns }]);

  index.affectedBy({ table: "jobs", columns: new Set(["size"]) });

  expect(asked).toBe(1);
});
