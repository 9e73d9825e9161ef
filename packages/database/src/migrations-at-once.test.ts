import { expect, test } from "vitest";
import { type Child, startChild } from "../test/children.ts";
import { startMigrating } from "../test/migrating.ts";

const STARTERS = 20;
const ROUNDS = 10;

test("twenty processes that start at once all succeed, and each migration is applied once", {
  timeout: 180_000,
}, async () => {
  const children = await Promise.all(Array.from({ length: STARTERS }, () => startChild("migrating-child.ts")));
  try {
    for (let round = 0; round < ROUNDS; round++) await startTogether(children);
  } finally {
    await Promise.all(children.map((child) => child.kill()));
  }
});

async function startTogether(children: Child[]): Promise<void> {
  await using db = await startMigrating();
  await db.add("0000_counter", "CREATE TABLE counter (value integer NOT NULL)", "INSERT INTO counter VALUES (0)");
  await db.add("0001_one", "UPDATE counter SET value = value + 1");
  await db.add("0002_ten", "UPDATE counter SET value = value + 10");
  const order = JSON.stringify({ target: db.target, folder: db.folder });

  const answers = await Promise.all(children.map((child) => child.ask(order)));

  const outcomes: { applied?: string[]; error?: string }[] = answers.map((answer) => JSON.parse(answer ?? "{}"));
  expect(outcomes.filter(({ applied }) => !applied)).toEqual([]);
  expect(outcomes.flatMap(({ applied = [] }) => applied).sort()).toEqual(["0000_counter", "0001_one", "0002_ten"]);
  expect(await db.query("SELECT value FROM counter")).toEqual([{ value: 11 }]);
}
