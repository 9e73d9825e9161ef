import { z } from "zod";
import type { InputSchema } from "../procedures.ts";
import type { Definition } from "./definition.ts";
import { valueSchema } from "./fields.ts";
import { operators } from "./operators.ts";

const HIGHEST_LIMIT = 200;
export const USUAL_LIMIT = 50;
/** How many relations deep a caller can ask, where resources refer to each other in a circle. */
const DEEPEST = 3;
const MOST_CHARACTERS = 1_000;

/** The input of `list`. */
export function listSchema(definition: Definition): InputSchema {
  const words = `Use a whole number from 1 to ${HIGHEST_LIMIT}`;
  return z.strictObject({
    ...choice(definition),
    ...includes(definition),
    sort: z.enum([...definition.sorts.keys()]).optional(),
    limit: z.int(words).min(1, words).max(HIGHEST_LIMIT, words).default(USUAL_LIMIT),
    cursor: z
      .string()
      .max(4_000, "Is not a cursor")
      .regex(/^[\w-]*$/, "Is not a cursor")
      .optional(),
    direction: z.literal("forward").optional(),
  });
}

/** The input of `count`. */
export function countSchema(definition: Definition): InputSchema {
  return z.strictObject(choice(definition));
}

/** The input of `get`. */
export function getSchema(definition: Definition): InputSchema {
  return z.strictObject({ id: valueSchema(definition, "id"), ...includes(definition) });
}

/** The input of `delete` and `restore`. */
export function idSchema(definition: Definition): InputSchema {
  return z.strictObject({ id: valueSchema(definition, "id") });
}

/** What leaves of one row. */
export function rowSchema(definition: Definition, depth = DEEPEST): z.ZodObject {
  if (depth === 0) return definition.view;
  const related = Object.entries(definition.include).map(([name, relation]) => {
    const row = rowSchema(relation.target().definition, depth - 1);
    return [name, relation.kind === "one" ? row.nullable().optional() : z.array(row).optional()];
  });
  return definition.view.extend(Object.fromEntries(related));
}

/** What leaves of a page. */
export function pageSchema(definition: Definition): z.ZodType {
  return z.object({ items: z.array(rowSchema(definition)), nextCursor: z.string().nullable() });
}

export const CountView = z.object({ count: z.number() });

/** What decides which rows are meant. */
function choice(definition: Definition): Record<string, z.ZodType> {
  const { within, search, filter } = definition;
  const fields = Object.entries(filter).map(([field, names]) => {
    const operands = names.map((name) => [name, operators[name].operand(valueSchema(definition, field)).optional()]);
    return [field, z.strictObject(Object.fromEntries(operands)).optional()];
  });
  const words = `Use at most ${MOST_CHARACTERS} characters`;
  return {
    ...(within === undefined ? {} : { [within]: valueSchema(definition, within) }),
    ...(fields.length > 0 && { where: z.strictObject(Object.fromEntries(fields)).optional() }),
    ...(search && { search: z.string().max(MOST_CHARACTERS, words).optional() }),
  };
}

function includes(definition: Definition, depth = DEEPEST): Record<string, z.ZodType> {
  const relations = Object.entries(definition.include);
  if (relations.length === 0 || depth === 0) return {};
  const asked = relations.map(([name, { target }]) => {
    const inner = z.strictObject(includes(target().definition, depth - 1));
    return [name, z.union([z.literal(true), inner], "Use true, or what to include of it").optional()];
  });
  return { include: z.strictObject(Object.fromEntries(asked)).optional() };
}
