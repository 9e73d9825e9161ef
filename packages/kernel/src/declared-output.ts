import { z } from "zod";

type Pick = (value: unknown, path: string) => unknown;
type Shape = Record<string, z.core.$ZodType>;

/**
 * Compiles a schema into a function that copies out exactly what the schema declares, so that a column nobody declared can never
 * leave a procedure. Values are not validated again: they come from our own typed code. A declared field that is missing throws.
 *
 * @example declaredOutput(z.object({ id: z.string() }))({ id: "1", passwordHash: "…" }) // { id: "1" }
 */
export function declaredOutput<S extends z.ZodType>(schema: S): (value: unknown) => z.output<S> {
  const pick = compile(schema);
  return (value) => pick(value, "output") as z.output<S>;
}

const keep: Pick = (value, path) => {
  if (value === undefined) throw new Error(`${path} is declared but missing`);
  return value;
};

function compile(schema: z.core.$ZodType): Pick {
  if (schema instanceof z.ZodObject) return compileObject(schema._zod.def.shape);
  if (schema instanceof z.ZodArray) {
    const element = compile(schema._zod.def.element);
    return (value, path) => (value as unknown[]).map((item) => element(item, path));
  }
  if (schema instanceof z.ZodNullable) {
    const inner = compile(schema._zod.def.innerType);
    return (value, path) => (value === null ? null : inner(value, path));
  }
  if (schema instanceof z.ZodOptional) {
    const inner = compile(schema._zod.def.innerType);
    return (value, path) => (value === undefined ? undefined : inner(value, path));
  }
  if (schema instanceof z.ZodRecord) {
    const inner = compile(schema._zod.def.valueType);
    return (value, path) =>
      Object.fromEntries(Object.entries(value as object).map(([key, item]) => [key, inner(item, path)]));
  }
  if (schema instanceof z.ZodDiscriminatedUnion) return compileUnion(schema);
  if (schema instanceof z.ZodVoid) return () => undefined;
  if (schema instanceof z.ZodLazy) {
    let inner: Pick | undefined;
    return (value, path) => {
      inner ??= compile(schema._zod.def.getter());
      return inner(value, path);
    };
  }
  if (schema instanceof z.ZodUnion && schema._zod.def.options.some((option) => option instanceof z.ZodObject)) {
    throw new Error("an output that is a union of objects needs z.discriminatedUnion");
  }
  return keep;
}

function compileObject(shape: Shape): Pick {
  const fields = Object.entries(shape).map(([key, field]) => [key, compile(field)] as const);
  return (value, path) => {
    const source = value as Record<string, unknown>;
    const picked: Record<string, unknown> = {};
    for (const [key, pick] of fields) picked[key] = pick(source[key], `${path}.${key}`);
    return picked;
  };
}

function compileUnion(schema: z.ZodDiscriminatedUnion): Pick {
  const { discriminator, options } = schema._zod.def;
  const byTag = new Map<unknown, Pick>();
  for (const option of options) {
    if (!(option instanceof z.ZodObject)) throw new Error("a discriminated output holds objects only");
    const tags = option._zod.propValues?.[discriminator] ?? new Set();
    for (const tag of tags) byTag.set(tag, compile(option));
  }
  return (value, path) => {
    const pick = byTag.get((value as Record<string, unknown>)[discriminator]);
    if (!pick) throw new Error(`${path} has an undeclared ${discriminator}`);
    return pick(value, path);
  };
}
