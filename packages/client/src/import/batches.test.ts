import { expect, test } from "vitest";
import { batchesOf } from "./batches.ts";
import type { FileRow } from "./file-row.ts";

const rowOf = (line: number, body = ""): FileRow => ({
  line,
  row: { kind: "task", externalId: `${line}`, title: "Task", body },
});

async function batches(rows: FileRow[]) {
  const all = [];
  for await (const batch of batchesOf(rows)) all.push(batch);
  return all;
}

test("a batch has at most 100 rows", async () => {
  const all = await batches(Array.from({ length: 250 }, (_, at) => rowOf(at + 1)));

  expect(all.map(({ rows }) => rows.length)).toEqual([100, 100, 50]);
  expect(all.flatMap(({ rows }) => rows.map(({ line }) => line))).toEqual(
    Array.from({ length: 250 }, (_, at) => at + 1),
  );
});

test("a batch has at most 500 kB on the wire, however many bytes its letters take", async () => {
  const all = await batches(Array.from({ length: 20 }, (_, at) => rowOf(at + 1, "日".repeat(60_000))));

  expect(all.every(({ rows }) => new TextEncoder().encode(JSON.stringify(rows)).length <= 500_000)).toBe(true);
  expect(all.map(({ rows }) => rows.length)).toEqual(Array.from({ length: 10 }, () => 2));
});

test("a large row travels alone, one above 1 MB is reported instead", async () => {
  const all = await batches([rowOf(1), rowOf(2, "x".repeat(900_000)), rowOf(3, "x".repeat(1_000_000)), rowOf(4)]);

  expect(all.map(({ rows }) => rows.map(({ line }) => line))).toEqual([[1], [2], [4]]);
  expect(all.flatMap(({ rejected }) => rejected)).toEqual([{ line: 3, reason: "it is larger than 1 MB" }]);
});

test("problems of the reader travel along, also when nothing else does", async () => {
  expect(await batches([{ line: 3, problem: "no title" }])).toEqual([
    { rows: [], rejected: [{ line: 3, reason: "no title" }] },
  ]);
  expect(await batches([])).toEqual([]);
});
