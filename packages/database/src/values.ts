import { validate } from "uuid";

/** A value that one of the two engines could not store, or would store differently. Refused before it reaches either. */
export class ValueError extends Error {
  override name = "ValueError";
}

/** Whether both engines keep this text as it is: no NUL, no unpaired surrogate. */
export function isStorableText(value: string): boolean {
  return !value.includes("\0") && value.isWellFormed();
}

export function textValue(value: unknown): string {
  if (typeof value !== "string") throw new ValueError(`expected text, got ${typeof value}`);
  if (!isStorableText(value)) throw new ValueError("text holds a NUL or an unpaired surrogate");
  return value;
}

export function uuidValue(value: unknown): string {
  if (typeof value !== "string" || !validate(value)) throw new ValueError("expected a UUID");
  return value.toLowerCase();
}

export function integerValue(value: unknown): number {
  if (!Number.isSafeInteger(value)) throw new ValueError("expected a whole number within ±2^53");
  return Number(value) + 0;
}

export function flagValue(value: unknown): boolean {
  if (typeof value !== "boolean") throw new ValueError("expected true or false");
  return value;
}

const EARLIEST_MS = Date.parse("0001-01-01T00:00:00.000Z");
const LATEST_MS = Date.parse("9999-12-31T23:59:59.999Z");

export function momentValue(value: unknown): Date {
  const ms = value instanceof Date ? value.getTime() : Number.NaN;
  if (!(ms >= EARLIEST_MS && ms <= LATEST_MS)) throw new ValueError("expected a date in the years 1 to 9999");
  return new Date(ms);
}

export function bytesValue(value: unknown): Buffer {
  if (!(value instanceof Uint8Array)) throw new ValueError("expected bytes");
  return Buffer.from(value);
}

export function wordValue<const T extends readonly string[]>(value: unknown, words: T): T[number] {
  const word = words.find((known) => known === value);
  if (word === undefined) throw new ValueError(`expected one of ${words.join(", ")}`);
  return word;
}

/** A decimal as text with exactly `scale` digits after the point: `decimalValue("1.1", 15, 2)` is `"1.10"`. */
export function decimalValue(value: unknown, precision: number, scale: number): string {
  const match = typeof value === "string" ? /^(-?)0*(\d+)(?:\.(\d+))?$/.exec(value) : null;
  const [, sign = "", whole = "", fraction = ""] = match ?? [];
  if (!match || fraction.length > scale)
    throw new ValueError(`expected a decimal with at most ${scale} places, as text`);
  const digits = whole + fraction.padEnd(scale, "0");
  if (digits.replace(/^0+/, "").length > precision) throw new ValueError(`expected at most ${precision} digits`);
  const text = scale ? `${whole}.${fraction.padEnd(scale, "0")}` : whole;
  return /[1-9]/.test(digits) ? sign + text : text;
}

const JSON_MAX_DEPTH = 100;

/** JSON text both engines keep alike: keys sorted, finite numbers, storable text, nothing that JSON would drop silently. */
export function jsonText(value: unknown): string {
  return JSON.stringify(normalised(value, 0));
}

function normalised(value: unknown, depth: number): unknown {
  if (value === null || typeof value === "boolean") return value;
  if (typeof value === "string") return textValue(value);
  if (typeof value === "number") {
    if (!Number.isFinite(value)) throw new ValueError("JSON cannot hold NaN or Infinity");
    return value + 0;
  }
  if (value instanceof Date) return momentValue(value).toISOString();
  if (depth === JSON_MAX_DEPTH)
    throw new ValueError(`JSON is nested deeper than ${JSON_MAX_DEPTH} levels, or circular`);
  if (Array.isArray(value)) return Array.from(value, (item) => normalised(item, depth + 1));
  if (isPlainObject(value)) {
    const entries = Object.entries(value).filter(([, item]) => item !== undefined);
    return Object.fromEntries(
      entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, item]) => [textValue(key), normalised(item, depth + 1)]),
    );
  }
  throw new ValueError(
    `JSON cannot hold ${typeof value === "object" ? `a ${value.constructor.name}` : `a ${typeof value}`}`,
  );
}

function isPlainObject(value: unknown): value is object {
  if (typeof value !== "object" || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** Text folded for searching: compatibility forms, accents and case removed, the same on both engines because it is done here. */
export function fold(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}
