// Faults: 37.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { serveNotes } from "../../../test/notes-app.ts";
import { adapters, send } from "../../../test/send.ts";
import { open, t } from "../../index.ts";

const MOST_BODY = 1024 * 1024;
const Input = z.strictObject({ any: z.unknown().optional(), n: z.number().optional(), text: z.string().optional() });

let took: unknown[] = [];
let app: Awaited<ReturnType<typeof serveNotes>>;
beforeAll(async () => {
  const router = t.router({
    take: open.mutation
      .input(Input)
      .output(z.string())
      .mutation(({ input }) => {
        took.push(input);
        return "taken";
      }),
  });
  app = await serveNotes({ router, maxBodyBytes: MOST_BODY });
});
afterAll(() => app[Symbol.asyncDispose]());

const filled = (unit: string, before = "", after = "") =>
  before + unit.repeat(Math.floor((MOST_BODY - before.length - after.length) / unit.length)) + after;

/** What superjson and devalue would turn into something else than JSON says. */
const tagged: [string, unknown][] = [
  ["a typed array", { json: { any: 4e9 }, meta: { values: { any: [["typed-array", "Uint8Array"]] } } }],
  ["a big integer", { json: { any: "9".repeat(100_000) }, meta: { values: { any: ["bigint"] } } }],
  ["a regular expression", { json: { any: "/(a+)+$/" }, meta: { values: { any: ["regexp"] } } }],
  ["an invalid date", { json: { any: "never" }, meta: { values: { any: ["Date"] } } }],
  ["a map", { json: { any: [[1, 2]] }, meta: { values: { any: ["map"] } } }],
  ["a class", { json: { any: {} }, meta: { values: { any: [["class", "Failure"]] } } }],
  ["an error", { json: { any: { name: "Error", message: "x" } }, meta: { values: { any: ["Error"] } } }],
  ["references", { json: { any: {} }, meta: { referentialEqualities: { any: ["any.any"] } } }],
  ["a reference to prototypes", { json: { any: {} }, meta: { values: { "__proto__.polluted": ["bigint"] } } }],
];

describe.each(adapters)("by %s", (_, by) => {
  const take = (body: unknown) => send(app.port, { path: by("/rpc/take"), body });

  test.each(tagged)("tags that ask for %s are unknown fields", async (_what, body) => {
    const before = process.memoryUsage();
    took = [];

    const answers = await Promise.all([
      take(body),
      send(app.port, { path: by("/rpc/take?batch=1"), body: { 0: body } }),
    ]);

    for (const answer of answers) {
      expect(answer.status).toBe(400);
      expect(answer.body).toMatch(/Unrecognized key/);
    }
    expect(took).toEqual([]);
    expect(process.memoryUsage().arrayBuffers - before.arrayBuffers).toBeLessThan(10_000_000);
  });

  test("tags inside a field that takes anything stay what they are", async () => {
    took = [];
    const any = tagged.slice(0, 8).map(([, value]) => value);

    expect((await take({ any })).status).toBe(200);

    expect(took).toEqual([{ any }]);
  });

  test.each([
    ["brackets", "["],
    ["objects", '{"a":'],
    ["both", '[{"":'],
    ["brackets in a field", '{"any":['],
    ["brackets after a text full of brackets", `{"text":"${"]".repeat(1_000)}\\"","any":[`],
  ])("nesting without end is refused before it is parsed: %s", async (_what, unit) => {
    for (const body of [filled(unit), filled("[", unit, "]")]) {
      const { status, body: answer } = await take(body);

      expect(status).toBe(400);
      expect(answer).toContain("The request nests deeper than 64 levels.");
    }
  });

  test("values without end are refused before they are parsed", async () => {
    for (const body of [
      filled("0,", '{"any":[', "0]}"),
      filled("[],", '{"any":[', "0]}"),
      filled('"":0,', "{", '"":0}'),
      filled('{"":0},', '{"any":[', "0]}"),
    ]) {
      const { status, body: answer } = await take(body);

      expect(status).toBe(400);
      expect(answer).toContain("The request holds more than 50000 values.");
    }
  });

  test.each([
    ["a million digits", "9".repeat(1_000_000), 400],
    ["minus a million digits", `-${"9".repeat(1_000_000)}`, 400],
    ["an exponent too large", "1e999999999", 400],
    ["an exponent of half a million digits", `1e${"9".repeat(500_000)}`, 400],
    ["a negative exponent of as many", `1e-${"9".repeat(500_000)}`, 200],
    ["a million places", `0.${"1".repeat(1_000_000)}`, 200],
    ["no number", "NaN", 400],
    ["infinity", "Infinity", 400],
    ["another base", "0x10", 400],
    ["separators", "1_000", 400],
    ["a zero in front", "01", 400],
    ["a plus", "+1", 400],
    ["nothing before the point", ".5", 400],
  ])("a number of %s never becomes one that is none", async (_what, n, expected) => {
    took = [];

    const { status } = await take(`{"n":${n}}`);

    expect(status).toBe(expected);
    for (const input of took as { n: number }[]) expect(Number.isFinite(input.n)).toBe(true);
  });

  test("no such request holds up the others for long", async () => {
    const bombs = [
      filled("[", '{"any":'),
      filled('\\"', '{"text":"', '"}'),
      filled("\\u005f", '{"text":"', '"}'),
      filled("\\\\", '{"', '":1}'),
      filled(" ", '{"any"', ":1}"),
      filled('"a" ', '{"__proto', "}"),
      filled("1,", "[", "1]"),
      filled("-"),
      `{${Array.from({ length: 49_000 }, (_unused, i) => `"k${i}":1`).join(",")}}`,
      `{"n":${"9".repeat(1_000_000)}}`,
    ];
    for (const bomb of bombs) {
      const started = performance.now();
      const { status } = await take(bomb);

      expect([bomb.slice(0, 20), status < 500]).toEqual([bomb.slice(0, 20), true]);
      expect([bomb.slice(0, 20), performance.now() - started < 5_000]).toEqual([bomb.slice(0, 20), true]);
    }
  });
});
