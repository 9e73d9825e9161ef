import { sql } from "drizzle-orm";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { schemaOf, valuesFor } from "../test/arbitraries.ts";
import { procedureAt, procedures } from "../test/fuzz-procedures.ts";
import { createTestApp, type TestApp } from "../test/test-app.ts";
import * as tables from "./tables.ts";

// Generated from the inputs themselves: a procedure that is added is tested without being named here.

const withFields = procedures.flatMap(({ path, input }) =>
  input instanceof z.ZodObject ? [{ path, input, sample: sampleOf(input) }] : [],
);

test("every procedure that takes something takes named fields", () => {
  expect(procedures.length).toBeGreaterThan(50);
  for (const { path, input } of procedures) {
    expect([path, input instanceof z.ZodObject || input instanceof z.ZodVoid]).toEqual([path, true]);
  }
});

describe("whoever asks, an input that does not fit is refused, and nothing is written", () => {
  test("unknown keys", async () => {
    await using app = await createTestApp();
    const before = await everything(app);

    for (const { path, sample } of withFields) {
      await expectIssue(app, path, { ...sample, smuggled: true }, "");
    }

    expect(await everything(app)).toEqual(before);
  });

  test("wrong types, in every field", async () => {
    await using app = await createTestApp();
    const before = await everything(app);

    for (const { path, input, sample } of withFields) {
      for (const field of Object.keys(input.shape)) {
        if (acceptsAnything(input.shape[field] as z.ZodType)) continue;
        await expectIssue(app, path, { ...sample, [field]: { wrong: "type" } }, field);
      }
    }

    expect(await everything(app)).toEqual(before);
  });

  test("text without end, NUL and broken surrogates, in every field that takes text", async () => {
    await using app = await createTestApp();
    const before = await everything(app);

    for (const { path, input, sample } of withFields) {
      for (const field of Object.keys(input.shape).filter((name) => takesText(input.shape[name] as z.ZodType))) {
        // What is only searched for is not stored, and nothing that is typed there is wrong.
        const unstorable = path === "search.inWorkspace" || field === "search" ? [] : ["a\0b", "a\ud800b"];
        for (const bad of ["x".repeat(1_000_001), ...unstorable]) {
          await expectIssue(app, path, { ...sample, [field]: bad }, field);
        }
      }
    }

    expect(await everything(app)).toEqual(before);
  });
});

test("ids that nobody has, or that are somebody else's, are never acted on", async () => {
  await using app = await createTestApp();
  await app.idOf("ada");
  const before = await everything(app);

  for (const { path, input, sample } of withFields) {
    const ids = Object.keys(input.shape).filter((name) => /^(id|\w+Id)$/.test(name));
    // Operators read about everybody, and narrow it down to whatever they like. A key may be limited to no workspace at all.
    if (ids.length === 0 || /^audit\.\w+Installation$|^apiKeys\.create$/.test(path)) continue;
    const outcome = await call(app, path, sample).then(
      () => "done",
      (error: { code: string }) => error.code,
    );
    expect([path, outcome]).toEqual([path, expect.stringMatching(/^(NOT_FOUND|BAD_REQUEST|FORBIDDEN)$/)]);
  }

  expect(await everything(app)).toEqual(before);
});

async function call(app: TestApp, path: string, input: unknown): Promise<unknown> {
  const operator = procedureAt(path)?.meta.audience === "operator";
  const who = { userId: await app.idOf("ada"), sessionId: "session of ada", operator, provenAt: app.now() };
  const ada = app.caller({ kind: "user", ...who });
  const procedure = path.split(".").reduce<unknown>((at, key) => Reflect.get(Object(at), key), ada);
  return (procedure as (input: unknown) => Promise<unknown>)(input);
}

/** Refused as a bad request that points at the field. */
async function expectIssue(app: TestApp, path: string, input: unknown, field: string): Promise<void> {
  const error = await call(app, path, input).then(
    () => "not refused",
    (thrown: { code: string; cause?: { issues?: { path: PropertyKey[] }[] } }) => thrown,
  );
  const at =
    typeof error === "object" ? (error.cause?.issues ?? []).map((issue) => String(issue.path[0] ?? "")) : error;
  expect({ path, field, code: typeof error === "object" && error.code, at }).toEqual({
    path,
    field,
    code: "BAD_REQUEST",
    at: expect.arrayContaining([field]),
  });
}

/** How many rows every table holds. */
async function everything(app: TestApp): Promise<Record<string, number>> {
  await app.idOf("ada");
  const counts: Record<string, number> = {};
  for (const [name, table] of Object.entries(tables)) {
    const [row] = await app.database.read.select({ n: sql`count(*)`.mapWith(Number) }).from(table);
    counts[name] = row?.n ?? 0;
  }
  return counts;
}

function acceptsAnything(schema: z.ZodType): boolean {
  return schema.safeParse({ wrong: "type" }).success;
}

function takesText(schema: z.ZodType): boolean {
  const { type, anyOf } = schemaOf(schema);
  return type === "string" || (anyOf ?? []).some((option) => typeof option === "object" && option.type === "string");
}

/** Values that fit, always the same; the ids among them are nobody's. */
function sampleOf(schema: z.ZodObject): Record<string, unknown> {
  // Safe because the schema is one of an object.
  const [sample] = fc.sample(valuesFor(schema), { numRuns: 1, seed: 1 }) as Record<string, unknown>[];
  return sample ?? {};
}
