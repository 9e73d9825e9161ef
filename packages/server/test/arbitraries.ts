import fc from "fast-check";
import { z } from "zod";

export type Json = z.core.JSONSchema.JSONSchema;

/** A value without parts: its field's name (also that of a list it is in), and what may be there. */
export interface Leaf {
  name: string;
  json: Json;
}

/** Decides what becomes of one leaf; `fitting` is what its schema says. */
export type Filling = (leaf: Leaf, fitting: fc.Arbitrary<unknown>) => fc.Arbitrary<unknown>;

/** The input side of a schema. Of text that is transformed and then checked, the check says more than the text. */
export function schemaOf(schema: z.ZodType): Json {
  const options: z.core.ToJSONSchemaParams = { io: "input", unrepresentable: "any" };
  const override: z.core.ToJSONSchemaParams["override"] = ({ zodSchema, jsonSchema }) => {
    if (!(zodSchema instanceof z.ZodPipe) || zodSchema.out instanceof z.ZodTransform) return;
    // Safe because only the types say that a pipe may end in a bare core schema.
    Object.assign(jsonSchema, z.toJSONSchema(zodSchema.out as z.ZodType, options));
  };
  // Safe because the schema's own metadata is none of ours.
  return z.toJSONSchema(schema, { ...options, override }) as Json;
}

/**
 * Values that fit a schema, as far as it tells.
 *
 * @example fc.sample(valuesFor(NewTask), 10)
 */
export function valuesFor(schema: z.ZodType, filling: Filling = (_, fitting) => fitting): fc.Arbitrary<unknown> {
  return schema instanceof z.ZodVoid ? fc.constant(undefined) : valuesOf({ name: "", json: schemaOf(schema) }, filling);
}

function valuesOf({ name, json }: Leaf, filling: Filling): fc.Arbitrary<unknown> {
  const { anyOf = json.oneOf, type, items, minItems = 0, maxItems = 100, properties, required } = json;
  if (anyOf) return fc.oneof(...anyOf.map((option) => valuesOf({ name, json: option as Json }, filling)));
  if (type === "array") {
    return fc.array(valuesOf({ name, json: items as Json }, filling), {
      minLength: minItems,
      maxLength: maxItems,
      size: "xsmall",
    });
  }
  if (type !== "object") return filling({ name, json }, fittingLeaf(json));
  const fields = Object.entries(properties ?? {}).map(
    ([field, inner]) => [field, valuesOf({ name: field, json: inner as Json }, filling)] as const,
  );
  return fc.record(Object.fromEntries(fields), { requiredKeys: required ?? [], noNullPrototype: true });
}

function fittingLeaf(json: Json): fc.Arbitrary<unknown> {
  const { enum: words, const: word, type, minimum, maximum } = json;
  if (words) return fc.constantFrom(...words);
  if (word !== undefined) return fc.constant(word);
  if (type === "string") return textFor(json);
  if (type === "boolean") return fc.boolean();
  if (type === "null") return fc.constant(null);
  if (type === "integer" || type === "number") return fc.integer({ min: minimum ?? -1_000, max: maximum ?? 1_000_000 });
  return fc.jsonValue();
}

// To make one takes milliseconds, and the product has hundreds of fields of few patterns.
const matching = new Map<string, fc.Arbitrary<string>>();

function textMatching(pattern: string): fc.Arbitrary<string> {
  const known = matching.get(pattern) ?? fc.stringMatching(new RegExp(pattern));
  matching.set(pattern, known);
  return known;
}

function textFor({ format, pattern, minLength = 0, maxLength = 1_000 }: Json): fc.Arbitrary<string> {
  const day = fc.date({ min: new Date(0), max: new Date("2200-01-01"), noInvalidDate: true });
  if (format === "uuid") return fc.uuid();
  if (format === "email") return textMatching("^[a-z0-9]{1,12}$").map((name) => `${name}@example.com`);
  if (format === "date") return day.map((date) => date.toISOString().slice(0, 10));
  if (format === "date-time") return day.map((date) => date.toISOString());
  const short = (text: string) => text.length >= minLength && text.length <= maxLength;
  if (pattern) return textMatching(pattern).filter(short);
  return fc.string({ minLength, maxLength });
}
