import fc from "fast-check";
import { ECHO } from "./fuzz-texts.ts";
import { Known, Verbatim } from "./fuzz-values.ts";

/** One thing done to an input that fitted, at one of its places. */
export interface Edit {
  deed: "replace" | "drop" | "add" | "prototype";
  place: number;
  value: unknown;
}

type Holder = Record<string, unknown>;

const PROTOTYPE_KEYS = ["__proto__", "constructor", "prototype"];

const scalars: unknown[] = [
  ...[null, true, false, 0, -0, -1, 1.5, 1e308, 2 ** 53, -(2 ** 53), 2 ** 31, "", " ", "0", "[]", [], {}, [[]], [null]],
  ...[ECHO, "a\0b", "\ud800", "\udfff x", { $ne: null }, { length: 1e9 }, { toString: 1 }, JSON.parse('{"then":1}')],
];

// What parsers disagree about: https://seriot.ch/software/parsing_json.html
const verbatim = [
  ...[
    "1e999",
    "-1e999",
    "0.1e-400",
    "123456789012345678901234567890",
    "-0",
    '{"id":1,"id":2}',
    '"\\ud800"',
    '"\\u0000"',
  ],
  ...["01", "+1", ".5", "NaN", "Infinity", "undefined", "'x'", "{a:1}", "[1,]", '{"a":1,}', "/**/1", "tru", '"\\x41"'],
  ...["\ufeff1", "\0", "\u2028", '"a\nb"', "", ",", "]", "}", "{", '"', "[".repeat(60) + "]".repeat(60)],
];

const huge = [
  ...[
    "[".repeat(5_000) + "]".repeat(5_000),
    "[".repeat(100_000),
    '{"a":'.repeat(3_000),
    `{${'"a":0,'.repeat(20_000)}"b":0}`,
  ],
  ...[`[${"0,".repeat(49_000)}0]`, `[${"0,".repeat(60_000)}0]`],
  ...[15_000, 100_000, 200_001, 900_000, 1_100_000].map((length) => `"${"y".repeat(length)}"`),
];

const odd: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 40, arbitrary: fc.constantFrom(...scalars) },
  { weight: 10, arbitrary: fc.constantFrom(...verbatim).map((json) => new Verbatim(json)) },
  { weight: 16, arbitrary: fc.jsonValue() },
  { weight: 8, arbitrary: fc.string({ unit: "binary" }) },
  { weight: 1, arbitrary: fc.constantFrom(...huge).map((json) => new Verbatim(json)) },
);

/** Edits that make an input wrong, or at least strange. */
export const edits: fc.Arbitrary<Edit[]> = fc.array(
  fc.record({
    deed: fc.constantFrom("replace", "replace", "drop", "add", "prototype"),
    place: fc.nat(999),
    value: odd,
  }),
  { minLength: 1, maxLength: 2 },
);

/** A copy of an input with the edits made. */
export function damaged(input: unknown, changes: readonly Edit[]): unknown {
  const root: Holder = { input: copyOf(input) };
  for (const { deed, place, value } of changes) {
    const places = placesIn(root);
    const at = places[place % places.length];
    if (!at) continue;
    if (deed === "replace") at.holder[at.key] = copyOf(value);
    if (deed === "drop") delete at.holder[at.key];
    if (deed === "add") within(at)[`extra${place}`] = copyOf(value);
    if (deed === "prototype") {
      const key = PROTOTYPE_KEYS[place % PROTOTYPE_KEYS.length] ?? "";
      const payload = place % 2 ? { polluted: true } : { prototype: { polluted: true } };
      Object.defineProperty(within(at), key, { value: payload, enumerable: true, configurable: true, writable: true });
    }
  }
  return root.input;
}

/** Whether somewhere in it there is a key that reaches for prototypes. */
export function reachesForPrototype(input: unknown): boolean {
  if (!isHolder(input)) return false;
  return Object.keys(input).some((key) => PROTOTYPE_KEYS.includes(key) || reachesForPrototype(input[key]));
}

/** The object at a place; what else was there gives way to one. */
function within({ holder, key }: { holder: Holder; key: string }): Holder {
  const there = holder[key];
  if (isHolder(there) && !Array.isArray(there)) return there;
  const made: Holder = {};
  holder[key] = made;
  return made;
}

function placesIn(holder: Holder): { holder: Holder; key: string }[] {
  return Object.keys(holder).flatMap((key) => {
    const inner = holder[key];
    return [{ holder, key }, ...(isHolder(inner) ? placesIn(inner) : [])];
  });
}

function copyOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copyOf);
  if (!isHolder(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, copyOf(inner)]));
}

function isHolder(value: unknown): value is Holder {
  return typeof value === "object" && value !== null && !(value instanceof Known) && !(value instanceof Verbatim);
}
