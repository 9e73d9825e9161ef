import { randomUUID } from "node:crypto";
import type { AnyTRPCProcedure } from "@trpc/server";
import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { createTestApp, type TestApp } from "../test/test-app.ts";
import { appRouter } from "./router.ts";
import * as tables from "./tables.ts";

// Generated from the inputs themselves: a procedure that is added is tested without being named here.

type Json = z.core.JSONSchema.JSONSchema;

const procedures = Object.entries(appRouter._def.procedures as unknown as Record<string, AnyTRPCProcedure>).map(
  ([path, procedure]) => {
    const [input] = (procedure._def as unknown as { inputs: z.ZodType[] }).inputs;
    return { path, input: input ?? z.never() };
  },
);
const withFields = procedures.flatMap(({ path, input }) => (input instanceof z.ZodObject ? [{ path, input }] : []));

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

    for (const { path, input } of withFields) {
      await expectIssue(app, path, { ...sample(input), smuggled: true }, "");
    }

    expect(await everything(app)).toEqual(before);
  });

  test("wrong types, in every field", async () => {
    await using app = await createTestApp();
    const before = await everything(app);

    for (const { path, input } of withFields) {
      for (const field of Object.keys(input.shape)) {
        if (acceptsAnything(input.shape[field] as z.ZodType)) continue;
        await expectIssue(app, path, { ...sample(input), [field]: { wrong: "type" } }, field);
      }
    }

    expect(await everything(app)).toEqual(before);
  });

  test("text without end, NUL and broken surrogates, in every field that takes text", async () => {
    await using app = await createTestApp();
    const before = await everything(app);

    for (const { path, input } of withFields) {
      for (const field of Object.keys(input.shape).filter((name) => takesText(input.shape[name] as z.ZodType))) {
        for (const bad of ["x".repeat(1_000_001), "a\0b", "a\ud800b"]) {
          await expectIssue(app, path, { ...sample(input), [field]: bad }, field);
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

  for (const { path, input } of withFields) {
    const ids = Object.keys(input.shape).filter((name) => /^(id|\w+Id)$/.test(name));
    if (ids.length === 0) continue;
    const outcome = await call(app, path, sample(input)).then(
      () => "done",
      (error: { code: string }) => error.code,
    );
    expect([path, outcome]).toEqual([path, expect.stringMatching(/^(NOT_FOUND|BAD_REQUEST|FORBIDDEN)$/)]);
  }

  expect(await everything(app)).toEqual(before);
});

function call(app: TestApp, path: string, input: unknown): Promise<unknown> {
  const procedure = path.split(".").reduce<unknown>((at, key) => Reflect.get(Object(at), key), app.as("ada"));
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

const schemaOf = (schema: z.ZodType) => z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as Json;

function acceptsAnything(schema: z.ZodType): boolean {
  return schema.safeParse({ wrong: "type" }).success;
}

function takesText(schema: z.ZodType): boolean {
  const { type, anyOf } = schemaOf(schema);
  return type === "string" || (anyOf ?? []).some((option) => typeof option === "object" && option.type === "string");
}

/** Values that fit, as far as a schema tells. */
function sample(schema: z.ZodObject): Record<string, unknown> {
  const { properties = {}, required = [] } = schemaOf(schema);
  return Object.fromEntries(required.map((name) => [name, exampleOf(properties[name] as Json)]));
}

function exampleOf({
  type,
  format,
  pattern,
  enum: words,
  anyOf,
  minLength = 1,
  minItems = 0,
  minimum = 1,
  items,
  properties,
  required,
}: Json): unknown {
  if (words) return words[0];
  if (anyOf) return exampleOf(anyOf[0] as Json);
  if (format === "uuid") return randomUUID();
  if (format === "date") return "2026-11-23";
  if (type === "string") return textOf({ pattern, format, minLength });
  if (type === "integer" || type === "number") return minimum;
  if (type === "boolean") return true;
  if (type === "array") return Array.from({ length: minItems }, () => exampleOf(items as Json));
  if (type === "object")
    return Object.fromEntries((required ?? []).map((name) => [name, exampleOf(properties?.[name] as Json)]));
  return null;
}

function textOf({
  pattern,
  format,
  minLength,
}: {
  pattern: string | undefined;
  format: string | undefined;
  minLength: number;
}): string {
  if (format === "email") return "somebody@example.com";
  if (pattern?.includes("A-Z")) return "KEY";
  if (pattern?.includes("a-z")) return "some-slug";
  // Also an address, because an address is made canonical before it is looked at.
  return "somebody@example.com".padEnd(minLength, "x");
}
