// Faults: 172, 173.
import fc from "fast-check";
import { expect, test } from "vitest";
import { createLog } from "./log.ts";

/** A log, and its lines as they were written. */
function written() {
  const lines: string[] = [];
  return { log: createLog("debug", { write: (line) => void lines.push(line) }), lines };
}

const only = (lines: string[]) => {
  expect(lines).toHaveLength(1);
  return JSON.parse(lines[0] ?? "");
};

// Whatever a terminal, a pager or a reader of lines takes for more than a letter.
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones.
const CONTROLS = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029]/;

test("whatever is logged is one line of JSON, without a character that is a command", () => {
  const hostile = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.constantFrom(
      '"}\n{"level":60,"msg":"forged"}',
      "\r\n",
      "\u001b[2J\u001b]0;title\u0007",
      "\u009b31m",
      "\u2028",
      "\\u0022",
    ),
  );

  fc.assert(
    fc.property(hostile, hostile, hostile, (message, value, key) => {
      const { log, lines } = written();

      log.info(
        { value, [key]: value, nested: { [key]: [value] }, error: new Error(value) },
        message.replaceAll("%", ""),
      );

      const [line = ""] = lines;
      expect(lines).toHaveLength(1);
      expect(line.indexOf("\n")).toBe(line.length - 1);
      expect(line).not.toMatch(CONTROLS);
      expect(JSON.parse(line)).toMatchObject({ level: 30 });
    }),
    { numRuns: 500 },
  );
});

test("a message that tries to end its line stays inside it", () => {
  const { log, lines } = written();

  log.info({ path: 'x"}\n{"level":60,"msg":"forged"}' }, 'hello\r\n{"level":60}');

  expect(only(lines)).toMatchObject({
    level: 30,
    path: 'x"}\n{"level":60,"msg":"forged"}',
    msg: 'hello\r\n{"level":60}',
  });
});

test.each<[string, unknown, string?]>([
  ["a field", { path: "x".repeat(1_000_000) }],
  ["a field inside a field", { a: { b: { c: "x".repeat(1_000_000) } } }],
  ["a list", { list: Array.from({ length: 100_000 }, () => "x") }],
  ["an object", Object.fromEntries(Array.from({ length: 100_000 }, (_, i) => [`k${i}`, i]))],
  ["a name", { ["k".repeat(1_000_000)]: 1 }],
  ["bytes", { bytes: Buffer.alloc(1_000_000) }],
  ["nesting", { a: JSON.parse(`${'{"a":'.repeat(5_000)}1${"}".repeat(5_000)}`) }],
  ["an error's message", { error: new Error("x".repeat(1_000_000)) }],
  ["an error's code", { error: Object.assign(new Error("x"), { code: "x".repeat(1_000_000) }) }],
  ["an error's causes", { error: chain(1_000) }],
  ["a text that was thrown", { error: "x".repeat(1_000_000) }],
  ["a message", {}, "x".repeat(1_000_000)],
])("a megabyte of %s is cut to a line that can be read", (_, fields, message = "hello") => {
  const { log, lines } = written();

  log.info(fields, message);

  expect(lines[0]?.length).toBeLessThan(20_000);
  expect(only(lines)).toHaveProperty("msg");
});

function chain(length: number): Error {
  return Array.from({ length }).reduce<Error>((cause, _, i) => new Error(`level ${i}`, { cause }), new Error("first"));
}

test("what is cut says how long it was; what is short is untouched", () => {
  const { log, lines } = written();

  log.info(
    { long: "é".repeat(5_000), short: "s".repeat(2_000), n: 1.5, at: new Date(0), none: null, list: [1, "a"] },
    "m",
  );

  const line = only(lines);
  expect(line.long).toBe(`${"é".repeat(2_000)}… (5000 characters)`);
  expect(line).toMatchObject({
    short: "s".repeat(2_000),
    n: 1.5,
    at: "1970-01-01T00:00:00.000Z",
    none: null,
    list: [1, "a"],
  });
});

const secretNames = [
  "password",
  "Password",
  "newPassword",
  "passphrase",
  "passcode",
  "token",
  "tokenHash",
  "sessionToken",
  "access_token",
  "secret",
  "clientSecret",
  "authorization",
  "Authorization",
  "cookie",
  "set-cookie",
  "apiKey",
  "api_key",
  "x-api-key",
  "APIKEY",
  "credentials",
];

test.each(secretNames)("a field named %s is left out, however deep it lies", (name) => {
  const { log, lines } = written();

  log.info({ [name]: "canary", headers: { [name]: "canary" }, list: [{ a: { [name]: "canary" } }], kept: 1 }, "hello");

  expect(lines.join("")).not.toContain("canary");
  expect(only(lines)).toMatchObject({ kept: 1, msg: "hello" });
});

test("whatever is logged, logging it throws nothing", () => {
  const trap = () => {
    throw new Error("trapped");
  };
  const traps = { get: trap, has: trap, ownKeys: trap, getPrototypeOf: trap };
  const { log, lines } = written();

  for (const error of [Object.create(null), new Proxy({}, traps), new Proxy(new Error("x"), traps)]) {
    log.error({ error }, "thrown");
    log.error(error, "thrown");
  }
  for (const error of [Symbol("s"), 1n, undefined, () => 1]) log.error({ error }, "thrown");
  const endless: Record<string, unknown> = {};
  endless.self = endless;
  log.error({ endless }, "thrown");

  expect(lines).toHaveLength(11);
  for (const line of lines) expect(JSON.parse(line)).toMatchObject({ level: 50 });
});

test("of an error names, messages, codes and frames are kept, and nothing a driver hangs on it", () => {
  const { log, lines } = written();
  const cause = Object.assign(new Error("duplicate key"), { code: "23505", detail: "canary", parameters: ["canary"] });
  const error = Object.assign(new Error("Failed query: insert\nparams: canary,canary", { cause }), {
    params: ["canary"],
  });

  log.error({ error }, "failed");
  log.error({ err: error }, "failed");
  log.error({ reason: error, error }, "failed");
  log.error({ errors: [{ error }], error }, "failed");
  log.error(error, "failed");
  log.error(error);

  expect(lines.join("")).not.toContain("canary");
  for (const line of lines.map((text) => JSON.parse(text))) {
    const described = line.error ?? line.err;
    expect(described).toMatchObject({ name: "Error", message: "Failed query: insert", cause: { code: "23505" } });
    expect(described.stack).toMatch(/^ {4}at /);
  }
  expect(lines).toHaveLength(6);
});
