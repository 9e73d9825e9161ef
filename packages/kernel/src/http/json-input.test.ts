// Faults: 36, 37.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Failure } from "../failure.ts";
import { checkBounds, parseJsonInput } from "./json-input.ts";

const nested = (levels: number) => "[".repeat(levels) + "]".repeat(levels);
const wide = (values: number) => `[${Array.from({ length: values }, () => 1).join(",")}]`;

test("what may pass is parsed as JSON.parse does", () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 5 }), fc.constantFrom(0, 1, "\t"), (value, space) => {
      const text = JSON.stringify(value, null, space);
      fc.pre(!hasPrototypeKey(value));

      expect(JSON.stringify(parseJsonInput(text))).toBe(JSON.stringify(JSON.parse(text)));
    }),
    { numRuns: 2_000 },
  );
});

describe("nesting", () => {
  test("goes to 64 levels, of any kind, and no further", () => {
    expect(() => parseJsonInput(nested(64))).not.toThrow();
    expect(() => parseJsonInput(nested(65))).toThrow("The request nests deeper than 64 levels.");
    expect(() => parseJsonInput(`${'{"a":['.repeat(33)}1${"]}".repeat(33)}`)).toThrow("nests deeper");
    expect(() => checkBounds("[".repeat(1_000_000))).toThrow("nests deeper");
  });

  test("is not what brackets in texts look like, however their quotes are escaped", () => {
    for (const text of ["[".repeat(100), '"[[', '\\"[', "\\\\", `\\${"[".repeat(100)}`, `"${"{".repeat(100)}`]) {
      expect(parseJsonInput(JSON.stringify({ text, [text]: 1 }))).toEqual({ text, [text]: 1 });
    }
    expect(() => parseJsonInput(`["\\\\",${nested(64)}]`)).toThrow("nests deeper");
  });
});

test("values are counted to 50,000, commas in texts are not", () => {
  // The list around them is a value too.
  expect(() => parseJsonInput(wide(50_000))).not.toThrow();
  expect(() => parseJsonInput(wide(50_001))).toThrow("The request holds more than 50000 values.");
  expect(() => parseJsonInput(JSON.stringify(",".repeat(100_000)))).not.toThrow();
});

describe("keys that reach for prototypes", () => {
  const keys = ["__proto__", "constructor", "prototype"];

  test.each(keys)("%s is refused by name at any depth, after any white space", (key) => {
    for (const text of [
      `{"${key}":1}`,
      `{"a":{"b":[{"${key}":{}}]}}`,
      `{"a":"x","${key}" \n\r\t : 1}`,
      `[[{"a":1},{"${key}":null}]]`,
    ]) {
      expect(() => parseJsonInput(text)).toThrow(`The key "${key}" is not allowed.`);
    }
  });

  test.each(keys)("%s is refused in every way to escape it", (key) => {
    const hex = (char: string) => char.charCodeAt(0).toString(16).padStart(4, "0");
    for (let at = 0; at < key.length; at++) {
      const escaped = `${key.slice(0, at)}\\u${hex(key[at] ?? "")}${key.slice(at + 1)}`;
      expect(() => parseJsonInput(`{"${escaped}":1}`)).toThrow(`The key "${key}" is not allowed.`);
    }
    const whole = [...key].map((char) => `\\u${hex(char).toUpperCase()}`).join("");
    expect(() => parseJsonInput(`{"${whole}":1}`)).toThrow(`The key "${key}" is not allowed.`);
  });

  test("are words like any other where they are no keys", () => {
    for (const value of [
      "__proto__",
      ["constructor", "prototype"],
      { text: '"__proto__":1' },
      { text: "a\\u005f_proto__" },
      { text: '{"constructor":{"prototype":{}}}' },
      { __proto: 1, proto__: 2, constructors: 3, Prototype: 4 },
    ]) {
      expect(parseJsonInput(JSON.stringify(value))).toEqual(value);
    }
  });
});

test("what is not JSON is refused in plain words, and nothing of it is repeated", () => {
  const broken = ["{", '{"a"', '"', '"\\', "[1,]", "nul", "{'a':1}", '{"a":1}{}', "\ufeff{}", '{"\\u00":1}', "NaN", ""];

  for (const text of broken) {
    const error = thrownBy(() => parseJsonInput(text));
    expect(error).toBeInstanceOf(Failure);
    expect(error).toMatchObject({ code: "BAD_REQUEST", message: "The request is not valid JSON." });
  }
});

test("the time to check a text grows with its length only, whatever it is made of", () => {
  const pieces = ['\\\\"', '"', "\\", '\\"', '"a":', "\\u0061", '"\\u005f":1,', " ", "{}", "__proto__"];

  for (const piece of pieces) {
    const text = piece.repeat(Math.ceil(1_000_000 / piece.length));
    const started = performance.now();
    thrownBy(() => parseJsonInput(text));
    thrownBy(() => parseJsonInput(`"${text}"`));
    expect([piece, performance.now() - started < 3_000]).toEqual([piece, true]);
  }
});

function hasPrototypeKey(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  return Object.entries(value).some(
    ([key, item]) => ["__proto__", "constructor", "prototype"].includes(key) || hasPrototypeKey(item),
  );
}

function thrownBy(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  return "nothing was thrown";
}
