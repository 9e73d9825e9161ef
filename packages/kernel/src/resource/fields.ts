import { type AnyColumn, ValueError } from "@plinth/database";
import { z } from "zod";
import type { Position } from "../cursors.ts";
import type { Definition } from "./definition.ts";

const MOST_CHARACTERS = 1_000;

/** The schema of one value of a field, as JSON has it, from what its output says and what its column takes. */
export function valueSchema(definition: Definition, field: string): z.ZodType {
  const shown = shownAs(definition, field);
  const column = definition.columns[field];
  if (!column) throw new Error(`${definition.name}: there is no column "${field}"`);
  const schema = shown instanceof z.ZodDate ? z.iso.datetime({ offset: true }) : bounded(shown);
  return schema.superRefine((value, ctx) => {
    const problem = problemOf(column, toColumn(definition, field, value));
    if (problem) ctx.addIssue({ code: "custom", message: problem });
  });
}

const bounded = (schema: z.ZodType) =>
  schema instanceof z.ZodString ? z.string().max(MOST_CHARACTERS, `Use at most ${MOST_CHARACTERS} characters`) : schema;

/** What the output says about a field, without its being nullable. */
export function shownAs({ view }: Definition, field: string): z.ZodType {
  // What is not shown is only ever asked for by its id.
  let shown = view.shape[field] ?? z.string();
  // Safe because what is wrapped is a schema like what wraps it.
  while (shown instanceof z.ZodNullable || shown instanceof z.ZodOptional) shown = shown.unwrap() as z.ZodType;
  return shown as z.ZodType;
}

/** A value from JSON as its column takes it. */
export function toColumn(definition: Definition, field: string, value: unknown): unknown {
  const isMoment = shownAs(definition, field) instanceof z.ZodDate;
  return isMoment && (typeof value === "string" || typeof value === "number") ? new Date(value) : value;
}

/** A value of a row as a cursor holds it. */
export function toPosition(value: unknown): Position[number] {
  // Safe because only columns of plain values are sorted by.
  return value instanceof Date ? value.getTime() : (value as Position[number]);
}

/** What is wrong with a value for its column. */
export function problemOf(column: AnyColumn, value: unknown): string | undefined {
  try {
    column.mapToDriverValue(value);
    return undefined;
  } catch (error) {
    if (error instanceof ValueError) return error.message;
    throw error;
  }
}
