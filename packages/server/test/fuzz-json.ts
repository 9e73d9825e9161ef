import { Known, Verbatim } from "./fuzz-values.ts";

/** The JSON text of an input, with what was left open filled in. A field for which nothing is known is left out. */
export function jsonOf(value: unknown, known: (field: Known) => unknown): string | undefined {
  if (value instanceof Verbatim) return value.json;
  if (value instanceof Known) return JSON.stringify(known(value));
  if (Array.isArray(value)) return `[${value.map((item) => jsonOf(item, known) ?? "null").join(",")}]`;
  if (typeof value === "object" && value !== null) {
    const fields = Object.entries(value).map(([key, inner]) => [JSON.stringify(key), jsonOf(inner, known)]);
    return `{${fields.flatMap(([key, json]) => (json === undefined ? [] : [`${key}:${json}`])).join(",")}}`;
  }
  return Object.is(value, -0) ? "-0" : JSON.stringify(value);
}
