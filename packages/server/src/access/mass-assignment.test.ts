// Faults: 75.
import { getTableColumns } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { procedures } from "../../test/fuzz-procedures.ts";
import { createProbing, type Probing } from "../../test/probing.ts";
import { ImportedComment, ImportedTask } from "../features/imports/rows.ts";
import * as tables from "../tables.ts";
import { sampleFor } from "./measure-access.ts";

// Every column of every table is sent along with every call that writes: whoever could set one that is not asked for could make themselves
// an operator, or move a task into another workspace.

const columns = [...new Set(Object.values(tables).flatMap((table) => Object.keys(getTableColumns(table))))].sort();
const writes = procedures
  .filter(({ type }) => type === "mutation")
  .map(({ path, input, meta }) => ({
    path,
    input,
    // Whoever may call it at all.
    by: meta.audience === "operator" ? ("operator" as const) : ("owner" as const),
  }));

let probing: Probing;
let before: Record<string, string[]>;
beforeAll(async () => {
  probing = await createProbing();
  before = await everything();
});
afterAll(() => probing[Symbol.asyncDispose]());

/** Every row of every table. */
async function everything(): Promise<Record<string, string[]>> {
  const rows: Record<string, string[]> = {};
  for (const [name, table] of Object.entries(tables)) {
    rows[name] = (await probing.database.read.select().from(table)).map((row) => JSON.stringify(row)).sort();
  }
  return rows;
}

test("there are columns that must not be set, and writes to try them on", () => {
  expect(columns).toEqual(expect.arrayContaining(["operatorSince", "workspaceId", "role", "createdBy", "hash"]));
  expect(writes.length).toBeGreaterThan(30);
});

describe("a column that a write does not ask for is refused", () => {
  test.each(writes)("$path", async ({ path, input: schema, by }) => {
    const asked = schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
    const others = columns.filter((column) => !asked.includes(column));
    const sample = Object(sampleFor(path, probing.places.own));

    const accepted: string[] = [];
    for (const column of others) {
      for (const value of [null, "2026-06-01T09:00:00.000Z", probing.places.elsewhere.workspaceId]) {
        const answer = await probing.answerTo(by, path, { ...sample, [column]: value });
        if (!answer.includes('"BAD_REQUEST"')) accepted.push(`${column}: ${answer}`);
      }
    }

    const kept = before;
    before = await everything();
    expect(accepted).toEqual([]);
    expect(others.length).toBeGreaterThan(50);
    expect(before).toEqual(kept);
  });
});

describe("so is one inside a row of an import, which is left out as a whole", () => {
  const asked = [...Object.keys(ImportedTask.shape), ...Object.keys(ImportedComment.shape)];

  test.each(columns.filter((column) => !asked.includes(column)))("%s", async (column) => {
    const row = { kind: "task", externalId: "1", title: "New", [column]: probing.places.elsewhere.workspaceId };
    const { answer } = await probing.learn("owner", "imports.addRows", {
      id: probing.places.own.importId,
      rows: [{ line: 1, row }],
    });

    expect(JSON.parse(answer)).toMatchObject({ created: 0, updated: 0, rejected: [{ line: 1 }] });
  });
});
