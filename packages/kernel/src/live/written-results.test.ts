import { expect, test } from "vitest";
import { z } from "zod";
import { jsonWriter } from "../json-writer.ts";
import { SharedReads } from "./shared-reads.ts";
import { WrittenResults } from "./written-results.ts";

const Tasks = z.array(
  z.object({ id: z.string(), at: z.date().nullable(), size: z.number(), labels: z.array(z.string()) }),
);

/** A writer that counts how often it wrote. */
function counted() {
  const write = jsonWriter(Tasks);
  const counting = Object.assign(
    (value: unknown) => {
      counting.times += 1;
      return write(value);
    },
    { times: 0 },
  );
  return counting;
}

const task = { id: "a", at: new Date(5), size: 1, labels: ["x", "y"] };
const copy = () => structuredClone(task);

test("a result that was written a moment ago is not written again", () => {
  const results = new WrittenResults();
  const write = counted();

  const texts = [[copy()], [copy()], [copy(), copy()], [copy()]].map((tasks) => results.textOf(tasks, write));

  expect(write.times).toBe(2);
  expect(texts.map((text) => JSON.parse(text ?? "").length)).toEqual([1, 1, 2, 1]);
});

test("whatever is another value has another text", () => {
  const results = new WrittenResults();
  const write = jsonWriter(z.unknown());
  const values = [
    ...[
      null,
      undefined,
      0,
      "",
      "0",
      true,
      [],
      {},
      [[]],
      [{}],
      [[], []],
      [[[]]],
      ["a", "b"],
      [["a"], "b"],
      [["a", "b"]],
    ],
    ...[
      { a: 1 },
      { a: "1" },
      { b: 1 },
      { a: 1, b: 2 },
      { b: 2, a: 1 },
      { a: { b: 2 } },
      ["a", 1],
      [["a", 1]],
      { a: undefined },
    ],
    ...[
      new Date(5),
      5,
      [5],
      new Date(6),
      { a: new Date(5) },
      { a: null },
      { a: [] },
      { a: {} },
      { a: [], b: 1 },
      { a: [1] },
    ],
  ];

  for (const first of values) {
    for (const second of values) {
      const alone = new WrittenResults();
      const own = first === undefined ? undefined : alone.textOf(first, JSON.stringify);
      expect(own).toBe(JSON.stringify(first));
      expect(second === undefined ? undefined : alone.textOf(second, JSON.stringify)).toBe(JSON.stringify(second));
    }
  }
  expect(() => results.textOf(undefined, write)).toThrow(/missing/);
});

test("a result that is changed after it was returned does not pass for what it was", () => {
  const results = new WrittenResults();
  const write = counted();
  const kept = [copy()];
  results.textOf(kept, write);

  kept[0]?.labels.push("z");

  expect(results.textOf(structuredClone(kept), write)).toContain('"z"');
  expect(results.textOf(kept, write)).toContain('"z"');
  expect(results.textOf([copy()], write)).not.toContain('"z"');
});

test("two procedures that find the same each write what they declare", () => {
  const results = new WrittenResults();
  const whole = jsonWriter(z.object({ id: z.string(), secret: z.string() }));
  const part = jsonWriter(z.object({ id: z.string() }));

  expect(results.textOf({ id: "a", secret: "b" }, whole)).toBe('{"id":"a","secret":"b"}');
  expect(results.textOf({ id: "a", secret: "b" }, part)).toBe('{"id":"a"}');
});

test("what is no plain data is written each time", () => {
  const results = new WrittenResults();
  let times = 0;
  const write = () => `${++times}`;
  class Odd {}

  for (const value of [new Odd(), new Odd(), { a: () => {} }, { a: () => {} }, new Map(), new Map()])
    results.textOf(value, write);

  expect(times).toBe(6);
});

test("rows that several share are the same without a look inside, and others are not", () => {
  const results = new WrittenResults();
  const write = counted();
  const shared = new SharedReads();
  const rows = shared.rows("tasks", [], () => [copy(), { ...copy(), id: "b" }]);
  const others = shared.rows("other tasks", [], () => [copy(), { ...copy(), id: "c" }]);

  const texts = [[...rows], [...rows], [...others], [...rows].reverse()].map((tasks) => results.textOf(tasks, write));

  expect(write.times).toBe(3);
  expect(
    texts.map((text) =>
      JSON.parse(text ?? "")
        .map(({ id }: { id: string }) => id)
        .join(""),
    ),
  ).toEqual([...["ab", "ab", "ac", "ba"]]);
});
