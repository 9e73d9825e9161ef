import type { Changes, RowsRead } from "@plinth/database";
import { afterEach, expect, test, vi } from "vitest";
import { jobs, teams } from "../../test/live-tables.ts";
import { SharedReads } from "./shared-reads.ts";

afterEach(() => vi.useRealTimers());

const ofTeam = (id: string): RowsRead[] => [{ table: jobs, column: "team_id", values: [id] }];
const jobOf = (id: string): Changes => [{ table: "jobs", keys: new Map([["team_id", new Set([id])]]) }];

/** A read that counts how often it was asked. */
function counting() {
  const read = (): object[] => {
    read.times += 1;
    return [{ id: "a", labels: ["x"] }];
  };
  read.times = 0;
  return read;
}

test("who asks the same gets the same rows, and who asks something else does not", () => {
  const shared = new SharedReads();
  const [one, other] = [counting(), counting()];

  const rows = ["jobs 1", "jobs 1", "jobs 2"].map((key) =>
    shared.rows(key, ofTeam("1"), key === "jobs 1" ? one : other),
  );

  expect(rows[0]).toBe(rows[1]);
  expect(rows[0]).not.toBe(rows[2]);
  expect([one.times, other.times]).toEqual([1, 1]);
});

test.each<[string, Changes, number]>([
  ["a change of one of its rows", jobOf("1"), 2],
  ["a change of any row", [{ table: "jobs" }], 2],
  ["changes that were missed", "everything", 2],
  ["a change of another row", jobOf("2"), 1],
  ["a change of another table", [{ table: "teams" }], 1],
])("after %s, it is read as often as that asks for", (_, changes, times) => {
  const shared = new SharedReads();
  const read = counting();

  shared.rows("jobs", ofTeam("1"), read);
  shared.changed(changes);
  shared.rows("jobs", ofTeam("1"), read);

  expect(read.times).toBe(times);
});

test("what was on its way when something changed is not given to those who ask later", async () => {
  const shared = new SharedReads();
  const answers: ((rows: object[]) => void)[] = [];
  const read = () => new Promise<object[]>((resolve) => answers.push(resolve));

  const before = shared.rows("jobs", ofTeam("1"), read);
  const beside = shared.rows("jobs", ofTeam("1"), read);
  shared.changed(jobOf("1"));
  const after = shared.rows("jobs", ofTeam("1"), read);
  for (const [at, answer] of answers.entries()) answer([{ at }]);

  expect(await before).toEqual([{ at: 0 }]);
  expect(await beside).toBe(await before);
  expect(await after).toEqual([{ at: 1 }]);
  expect(await shared.rows("jobs", ofTeam("1"), read)).toBe(await after);
});

test("a failure is only for those who waited for it", async () => {
  const shared = new SharedReads();
  const fails = () => Promise.reject<object[]>(new Error("no connection"));

  const failed = [shared.rows("jobs", [], fails), shared.rows("jobs", [], fails)];

  for (const one of failed) await expect(one).rejects.toThrow("no connection");
  expect(await shared.rows("jobs", [], async () => [{ id: "a" }])).toEqual([{ id: "a" }]);
});

test("nothing is given that is older than ten seconds", () => {
  vi.useFakeTimers({ toFake: ["performance"] });
  const shared = new SharedReads();
  const read = counting();

  for (const ms of [0, 9_999, 1]) {
    vi.advanceTimersByTime(ms);
    shared.rows("jobs", ofTeam("1"), read);
  }

  expect(read.times).toBe(2);
});

test("however much is read, only so much is kept, and of what is old nothing", () => {
  vi.useFakeTimers({ toFake: ["performance"] });
  const shared = new SharedReads();
  const thousand = () => Array.from({ length: 1_000 }, (_, id) => ({ id }));

  for (let at = 0; at < 100; at++) shared.rows(`jobs ${at}`, [{ table: teams }], thousand);

  expect(shared.size).toBe(19);
  vi.advanceTimersByTime(11_000);
  shared.rows("one more", [], () => []);
  expect(shared.size).toBe(1);
});

test("whoever changes what others have too is told so", () => {
  const shared = new SharedReads();
  const rows = shared.rows("jobs", [], counting()) as { id: string; labels: string[] }[];

  expect(() => rows.push({ id: "b", labels: [] })).toThrow(TypeError);
  expect(() => Object.assign(rows[0] ?? {}, { id: "b" })).toThrow(TypeError);
  expect(() => rows[0]?.labels.push("y")).toThrow(TypeError);
});
