import { type AnyColumn, containing, isLike, isOneOf, listOf, startingWith } from "@plinth/database";
import { and, eq, gt, gte, isNotNull, isNull, lt, lte, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import type { Bound, Parameter } from "./statements.ts";

/** How a field can be filtered. */
export type OperatorName = "eq" | "in" | "gt" | "lt" | "between" | "contains" | "startsWith" | "isNull";

interface Operator {
  /** What a caller gives, made from the schema of one value. */
  operand(value: z.ZodType): z.ZodType;
  /** What a statement is run with. `column` is the one that is compared. */
  bound(column: AnyColumn, operand: unknown): Bound[];
  condition(column: AnyColumn, parameters: readonly SQL[], operand: unknown): SQL | undefined;
}

const MOST_IN_LIST = 100;
const MOST_CHARACTERS = 1_000;

// Safe casts below: an operand has passed the schema beside it.
export const operators: Record<OperatorName, Operator> = {
  eq: comparison(eq),
  gt: comparison(gt),
  lt: comparison(lt),
  in: {
    operand: (value) => z.array(value).max(MOST_IN_LIST, `Use at most ${MOST_IN_LIST}`),
    bound: (column, operand) => [{ kind: String, value: listOf(column, operand as unknown[]) }],
    condition: (column, [list = sql`null`]) => isOneOf(column, list),
  },
  between: {
    operand: (value) => z.tuple([value, value]),
    bound: (column, operand) => (operand as unknown[]).map((value) => ({ kind: column, value })),
    condition: (column, [from, to]) => and(gte(column, from), lte(column, to)),
  },
  contains: pattern(containing),
  startsWith: pattern(startingWith),
  isNull: {
    operand: () => z.boolean(),
    bound: () => [],
    condition: (column, _, operand) => (operand ? isNull(column) : isNotNull(column)),
  },
};

function comparison(compare: (column: AnyColumn, value: unknown) => SQL): Operator {
  return {
    operand: (value) => value,
    bound: (column, value) => [{ kind: column, value }],
    condition: (column, [value]) => compare(column, value),
  };
}

/** Searches folded text, so that case and accents do not matter. */
function pattern(make: (text: string) => string): Operator {
  const words = `Use 1 to ${MOST_CHARACTERS} characters`;
  const storable = (text: string) => !text.includes("\0") && text.isWellFormed();
  return {
    operand: () =>
      z
        .string()
        .min(1, words)
        .max(MOST_CHARACTERS, words)
        .refine(storable, "Contains characters that cannot be stored"),
    bound: (_, text) => [{ kind: String, value: make(text as string) }],
    condition: (column, [given = sql`null`]) => isLike(column, given),
  };
}

/** A parameter as SQL, wherever it stands. */
export const asSql = (parameter: Parameter): SQL => sql`${parameter}`;

/** Which column an operator looks at: text is searched in its folded twin, `title` in `titleFolded`. */
export function comparedColumn(columns: Record<string, AnyColumn>, field: string, name: OperatorName): AnyColumn {
  const folded = name === "contains" || name === "startsWith";
  const column = columns[folded ? foldedTwin(field) : field];
  if (column) return column;
  throw new Error(
    folded
      ? `"${name}" on "${field}" needs a column "${foldedTwin(field)}" that holds the folded text`
      : `there is no column "${field}" to filter by`,
  );
}

/** `title` → `titleFolded`. */
export const foldedTwin = (field: string): string => `${field}Folded`;
