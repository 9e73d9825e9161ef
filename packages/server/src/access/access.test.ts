// Faults: 76, 81, 84.
import { openDatabase } from "@plinth/database";
import { emptyTestDatabase } from "@plinth/database/test";
import { expect, test } from "vitest";
import { accessTable, legend } from "./access-table.ts";
import { paths } from "./calls.ts";
import { type Measured, measureAccess, measuredFeatures, sampleFor } from "./measure-access.ts";

async function measured(feature?: string): Promise<Measured[]> {
  const own = await emptyTestDatabase();
  const database = await openDatabase({ url: own.url });
  try {
    return await measureAccess(database, feature);
  } finally {
    await database.close();
    await own.drop();
  }
}

test("who can do what: access that widens or narrows shows in this file", { timeout: 120_000 }, async () => {
  const lines = await measured();

  expect(new Set(lines.map(({ feature, operation }) => `${feature}.${operation}`))).toEqual(new Set(paths));
  expect(lines.filter(({ outcomes }) => Object.values(outcomes).includes("INTERNAL_SERVER_ERROR"))).toEqual([]);
  const byKey = lines.filter(({ outcomes }) => outcomes["workspace key"] === "OK");
  const yes = (target: string) => byKey.filter((line) => line.target === target).map((line) => line.operation);
  expect(yes("elsewhere")).toEqual([]);
  // What names no workspace: lists of what is seen, and a link whose holder need be nobody.
  expect(yes("any")).toEqual(["list", "preview", "list", "unreadCount"]);
  expect(byKey.length).toBeGreaterThan(50);
  await expect(`${legend}\n\n${accessTable(lines)}\n`).toMatchFileSnapshot("./matrix.txt");
});

test("one feature can be measured by itself", async () => {
  const lines = await measured("labels");

  expect([...new Set(lines.map(({ feature }) => feature))]).toEqual(["labels"]);
  expect(measuredFeatures).toContain("labels");
});

test("a procedure without a sample input is named", () => {
  expect(() => sampleFor("tasks.teleport", {} as never)).toThrow(
    "tasks.teleport has no sample: give it one in features/tasks/access.ts",
  );
});
