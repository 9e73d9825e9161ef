// Faults: 36.
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { serveNotes } from "../../../test/notes-app.ts";
import { adapters, send } from "../../../test/send.ts";
import { open, t } from "../../index.ts";

const Loose = z.strictObject({ any: z.unknown().optional(), map: z.record(z.string(), z.unknown()).optional() });

const seen: unknown[] = [];
let app: Awaited<ReturnType<typeof serveNotes>>;
beforeAll(async () => {
  const echo = (input: unknown) => {
    seen.push(input);
    // What careless code does with an input it believes.
    Object.assign({}, input);
    return merge({}, input) as z.output<typeof Loose>;
  };
  const router = t.router({
    read: open.query
      .input(Loose)
      .output(Loose)
      .query(({ input }) => echo(input)),
    write: open.mutation
      .input(Loose)
      .output(Loose)
      .mutation(({ input }) => echo(input)),
    act: open.action
      .input(Loose)
      .output(Loose)
      .mutation(({ input }) => echo(input)),
  });
  app = await serveNotes({ router });
});
afterAll(() => app[Symbol.asyncDispose]());

/** The merge that many libraries had, and with it their vulnerability. */
function merge(target: Record<string, unknown>, source: unknown): Record<string, unknown> {
  for (const [key, value] of Object.entries(Object(source))) {
    if (typeof value === "object" && value !== null) target[key] = merge(Object(target[key]), value);
    else target[key] = value;
  }
  return target;
}

const ownKeys = Reflect.ownKeys(Object.prototype);
afterEach(() => {
  for (const key of Reflect.ownKeys(Object.prototype)) {
    if (!ownKeys.includes(key)) Reflect.deleteProperty(Object.prototype, key);
  }
});

const names = [
  "__proto__",
  "constructor",
  "prototype",
  "\\u005f_proto__",
  "\\u005F\\u005Fproto\\u005f\\u005f",
  "__prot\\u006f__",
  "\\u005f\\u005f\\u0070\\u0072\\u006f\\u0074\\u006f\\u005f\\u005f",
  "\\u0063onstructor",
  "constructo\\u0072",
  "prototyp\\u0065",
];

/** Where a name may stand, of a query's or mutation's input. */
const places = [
  (name: string) => `{"${name}":{"polluted":1}}`,
  (name: string) => `{"any":{"${name}":{"polluted":1}}}`,
  (name: string) => `{"any":[[{"a":{"${name}" : {"polluted":1}}}]]}`,
  (name: string) => `{"map":{"${name}":{"polluted":1,"prototype":{"polluted":1}}}}`,
  (name: string) => `{"any":1,\t"${name}"\n:{"polluted":1},"map":{}}`,
  (name: string) => `{"any":"\\"","${name}":[{"polluted":1}]}`,
];

const payloads = places.flatMap((place) => names.map(place));

test("there are as many payloads as it takes to believe this", () => {
  expect(new Set(payloads).size).toBeGreaterThanOrEqual(60);
});

/** Every way an input can travel. */
function waysOf(payload: string) {
  const encoded = encodeURIComponent(payload);
  const batch = (text: string) => `{"0":${text},"1":{}}`;
  const jsonLines = { "trpc-accept": "application/jsonl" };
  return [
    { path: `/rpc/read?input=${encoded}` },
    { path: `/rpc/read?input=${encoded}&input=1` },
    { path: `/rpc/read?x=1&${encoded}&input=${encoded}` },
    { path: `/rpc/read?inpu%74=${encoded}` },
    { path: `/rpc/read,read?batch=1&input=${encodeURIComponent(batch(payload))}` },
    { path: `/rpc/read,read?batch=1&input=${encodeURIComponent(batch(payload))}`, headers: jsonLines },
    { path: "/rpc/write", body: payload },
    { path: "/rpc/act", body: payload },
    { path: "/rpc/write,act?batch=1", body: batch(payload) },
    { path: "/rpc/write,write?batch=1", body: batch(payload), headers: jsonLines },
    { path: "/rpc/writ%65", body: payload },
    { path: `/rpc/write?input=${encoded}`, body: "{}" },
  ];
}

describe.each(adapters)("by %s", (_, by) => {
  test.each(payloads)("%s reaches no prototype and no procedure", async (payload) => {
    seen.length = 0;

    for (const way of waysOf(payload)) {
      const { status, body } = await send(app.port, { ...way, path: by(way.path) });
      expect(status).toBeLessThan(500);
      expect(body).not.toContain("polluted");
    }

    expect(Reflect.ownKeys(Object.prototype)).toEqual(ownKeys);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
    expect(JSON.stringify(seen)).not.toContain("polluted");
  });

  test("the same names as values do no harm and are not refused", async () => {
    const payload = { any: ["__proto__", "constructor", { text: '{"__proto__":{}}' }], map: { proto: "prototype" } };

    const { status, body } = await send(app.port, { path: by("/rpc/write"), body: payload });

    expect(status).toBe(200);
    expect(JSON.parse(body).result.data).toMatchObject({ map: { proto: "prototype" } });
  });
});
