import { z } from "zod";

/** Writes a value as the JSON text its schema describes; `undefined` where the schema allows a missing value. */
export type WriteJson = (value: unknown) => string | undefined;

/**
 * Compiles a schema into a function that writes JSON straight from a value: only declared fields, in declared order, the same bytes
 * `JSON.stringify` would give for them. Objects get straight-line code, because a list of rows spends its time here.
 *
 * @throws Error from the compiled function when a declared field is missing.
 * @example jsonWriter(z.object({ id: z.string() }))({ id: "1", hash: "…" }) // '{"id":"1"}'
 */
export function jsonWriter(schema: z.core.$ZodType): WriteJson {
  if (schema instanceof z.ZodVoid) return () => undefined;
  if (schema instanceof z.ZodOptional) {
    const inner = jsonWriter(schema._zod.def.innerType);
    return (value) => (value === undefined ? undefined : inner(value));
  }
  if (schema instanceof z.ZodNullable) {
    const inner = jsonWriter(schema._zod.def.innerType);
    return (value) => (value === null ? "null" : inner(value));
  }
  if (schema instanceof z.ZodObject) return objectWriter(schema._zod.def.shape);
  if (schema instanceof z.ZodArray) return arrayWriter(jsonWriter(schema._zod.def.element));
  if (schema instanceof z.ZodRecord) return recordWriter(jsonWriter(schema._zod.def.valueType));
  if (schema instanceof z.ZodDiscriminatedUnion) return unionWriter(schema);
  if (schema instanceof z.ZodLazy) {
    let inner: WriteJson | undefined;
    return (value) => {
      inner ??= jsonWriter(schema._zod.def.getter());
      return inner(value);
    };
  }
  if (schema instanceof z.ZodUnion && schema._zod.def.options.some((option) => option instanceof z.ZodObject)) {
    throw new Error("an output that is a union of objects needs z.discriminatedUnion");
  }
  if (schema instanceof z.ZodDate) return present(moment);
  if (schema instanceof z.ZodString || schema instanceof z.ZodEnum) return present(scalar);
  if (schema instanceof z.ZodNumber) return present(number);
  return present((value) => JSON.stringify(value));
}

function present(write: (value: never) => string | undefined): WriteJson {
  return (value) => {
    if (value === undefined) throw new Error("a declared value is missing");
    return write(value as never);
  };
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON escapes exactly these.
const NEEDS_ESCAPE = /["\\\u0000-\u001f\ud800-\udfff]/;

/** A string, or whatever an enum of other scalars holds. */
function scalar(value: unknown): string {
  return typeof value === "string" && !NEEDS_ESCAPE.test(value) ? `"${value}"` : JSON.stringify(value);
}

function number(value: number): string {
  return Number.isFinite(value) ? `${value}` : "null";
}

const two = Array.from({ length: 100 }, (_, i) => String(i).padStart(2, "0"));
const DAY_MS = 86_400_000;
let dayNumber = Number.NaN;
let dayText = "";

/** As `Date.toJSON`, at a tenth of its cost: the calendar part is worked out once per day met. */
function moment(value: Date): string {
  const ms = value.getTime();
  const day = Math.floor(ms / DAY_MS);
  if (day !== dayNumber) {
    if (Number.isNaN(day)) return "null";
    dayText = value.toISOString().slice(0, -13);
    dayNumber = day;
  }
  const inDay = ms - day * DAY_MS;
  const seconds = Math.floor(inDay / 1_000);
  const minutes = Math.floor(seconds / 60);
  const rest = inDay - seconds * 1_000;
  const millis = rest < 100 ? `0${two[rest]}` : `${rest}`;
  return `"${dayText}${two[Math.floor(minutes / 60)]}:${two[minutes % 60]}:${two[seconds % 60]}.${millis}Z"`;
}

function arrayWriter(element: WriteJson): WriteJson {
  return (value) => {
    if (!Array.isArray(value)) throw new Error("a declared list is not one");
    const items: unknown[] = value;
    let text = "[";
    for (let i = 0; i < items.length; i++) text += `${i === 0 ? "" : ","}${element(items[i]) ?? "null"}`;
    return `${text}]`;
  };
}

function recordWriter(element: WriteJson): WriteJson {
  return (value) => {
    const fields: string[] = [];
    for (const [key, item] of Object.entries(value as object)) {
      const text = element(item);
      if (text !== undefined) fields.push(`${JSON.stringify(key)}:${text}`);
    }
    return `{${fields.join(",")}}`;
  };
}

function unionWriter(schema: z.ZodDiscriminatedUnion): WriteJson {
  const { discriminator, options } = schema._zod.def;
  const byTag = new Map<unknown, WriteJson>();
  for (const option of options) {
    for (const tag of option._zod.propValues?.[discriminator] ?? []) byTag.set(tag, jsonWriter(option));
  }
  return (value) => {
    const write = byTag.get((value as Record<string, unknown>)[discriminator]);
    if (!write) throw new Error(`an output has an undeclared ${discriminator}`);
    return write(value);
  };
}

/** Straight-line code for one shape. The code is made of the schema's keys alone, quoted; no value ever becomes code. */
function objectWriter(shape: Record<string, z.core.$ZodType>): WriteJson {
  const keys = Object.keys(shape);
  const writers = keys.map((key) => jsonWriter(shape[key] as z.core.$ZodType));
  let write: WriteJson | undefined;
  return (value) => {
    // Hundreds of shapes are declared, and few are met: code is made when the first value comes.
    write ??= straightLine(
      writers,
      keys.every((key) => !(shape[key] instanceof z.ZodOptional)) ? fixedFields(keys) : optionalFields(keys),
    );
    return write(value);
  };
}

function straightLine(writers: WriteJson[], body: string): WriteJson {
  const compiled = new Function(
    "writers",
    "lacks",
    `${writers.map((_, i) => `const w${i} = writers[${i}];`).join("")}${body}`,
  );
  return compiled(writers, (key: string) => {
    throw new Error(`an output lacks the declared field "${key}"`);
  }) as WriteJson;
}

function fixedFields(keys: string[]): string {
  const fields = keys.map((key, i) => {
    const [name, start] = [JSON.stringify(key), JSON.stringify(`${i === 0 ? "" : ","}${JSON.stringify(key)}:`)];
    return `${start} + (v[${name}] === undefined ? lacks(${name}) : w${i}(v[${name}]))`;
  });
  return `return (v) => "{" + ${fields.join(" + ") || '""'} + "}";`;
}

function optionalFields(keys: string[]): string {
  const steps = keys.map((key, i) => {
    const [name, start] = [JSON.stringify(key), JSON.stringify(`${JSON.stringify(key)}:`)];
    return `f = w${i}(v[${name}]); if (f !== undefined) t += (t === "{" ? "" : ",") + ${start} + f;`;
  });
  return `return (v) => { let t = "{", f; ${steps.join(" ")} return t + "}"; };`;
}
