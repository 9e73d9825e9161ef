// Faults: 35.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { serveNotes } from "../../../test/notes-app.ts";
import { adapters, send } from "../../../test/send.ts";
import { nothing, open, t } from "../../index.ts";

const SECRET = "hunter2-canary";
const MOST_BYTES = 4_096;

const Account = z.strictObject({
  name: z.string().max(5),
  password: z.string().min(100, "Use at least 100 characters"),
  kind: z.enum(["person", "robot"]),
  age: z.int().max(150),
  id: z.uuid(),
  mail: z.email(),
  link: z.url(),
  day: z.iso.date(),
  code: z.string().regex(/^[A-Z]{3}$/),
  yes: z.literal(true),
  tags: z.array(z.string().max(3)).max(3),
  sizes: z.record(z.string().max(3), z.number()),
  either: z.union([z.number(), z.boolean()]),
  shape: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("circle"), r: z.number() }),
    z.strictObject({ kind: z.literal("square"), a: z.number() }),
  ]),
});

const fitting = {
  name: "Ada",
  password: "x".repeat(100),
  kind: "person",
  age: 36,
  id: "0198f3a2-7b1c-7000-8000-000000000003",
  mail: "ada@example.com",
  link: "https://example.com",
  day: "2026-06-01",
  code: "ABC",
  yes: true,
  tags: ["a"],
  sizes: { a: 1 },
  either: 1,
  shape: { kind: "circle", r: 1 },
};

let app: Awaited<ReturnType<typeof serveNotes>>;
beforeAll(async () => {
  const router = t.router({
    signUp: open.mutation
      .input(Account)
      .output(nothing)
      .mutation(() => undefined),
    many: open.mutation
      .input(z.strictObject({ list: z.array(z.number()), map: z.record(z.string(), z.number()) }))
      .output(nothing)
      .mutation(() => undefined),
    find: open.query
      .input(z.strictObject({ token: z.string().max(5) }))
      .output(nothing)
      .query(() => undefined),
    choose: open.mutation
      .input(z.strictObject({ one: z.enum(Array.from({ length: 500 }, (_, i) => `choice number ${i}`)) }))
      .output(nothing)
      .mutation(() => undefined),
  });
  app = await serveNotes({ router });
});
afterAll(() => app[Symbol.asyncDispose]());
beforeEach(() => void app.lines.splice(0));

describe.each(adapters)("by %s", (_, by) => {
  const signUp = (input: unknown) => send(app.port, { path: by("/rpc/signUp"), body: input });

  test("what fits is taken", async () => {
    expect((await signUp(fitting)).status).toBe(200);
  });

  test.each(Object.keys(fitting))("a bad value of %s is refused by its name, and never repeated", async (field) => {
    const bad: unknown[] = [
      SECRET,
      [SECRET],
      [SECRET, SECRET, SECRET, SECRET],
      { kind: SECRET },
      { kind: "circle", r: SECRET },
      { [SECRET.slice(0, 3)]: SECRET },
    ];
    for (const value of bad) {
      const { status, body } = await signUp({ ...fitting, [field]: value });

      const { error } = JSON.parse(body);
      expect(status).toBe(400);
      expect(error.data.issues.every(({ path }: { path: string }) => path.split(".")[0] === field)).toBe(true);
      expect(error.data.issues.length).toBeGreaterThan(0);
      expect(error.message).toContain(`${field}`);
      expect(body).not.toContain(SECRET);
    }
    expect(app.lines.join("")).not.toContain(SECRET);
  });

  test("everything wrong at once is not repeated either", async () => {
    const { status, body } = await signUp(Object.fromEntries(Object.keys(fitting).map((field) => [field, SECRET])));

    expect(status).toBe(400);
    expect(body).not.toContain(SECRET);
    expect(Buffer.byteLength(body)).toBeLessThanOrEqual(MOST_BYTES);
  });

  test("a secret in the address is neither repeated nor logged", async () => {
    const input = encodeURIComponent(JSON.stringify({ token: SECRET }));

    const { status, body } = await send(app.port, { path: by(`/rpc/find?input=${input}`) });
    await expect.poll(() => app.lines.length).toBeGreaterThan(0);

    expect(status).toBe(400);
    expect(body).not.toContain(SECRET);
    expect(app.lines.join("")).not.toContain(SECRET);
  });

  test.each([
    ["thousands of unknown fields", Object.fromEntries(Array.from({ length: 6_000 }, (_, i) => [`field${i}`, 1]))],
    ["an unknown field with an endless name", { ["x".repeat(90_000)]: 1 }],
    ["names of control characters", { ["\u0001".repeat(15_000)]: 1 }],
    ["names of quotes and backslashes", { ['"\\'.repeat(15_000)]: 1 }],
    ["names of wide characters", { ["\u{1F600}".repeat(10_000)]: 1, ["字".repeat(10_000)]: 1 }],
    ["names that break a character in two", { [`${"x".repeat(80)}\ud83d`]: 1 }],
  ])("%s are refused in at most 4 KiB", async (_what, input) => {
    for (const path of ["/rpc/signUp", "/rpc/many"]) {
      const { status, body } = await send(app.port, { path: by(path), body: input });

      expect(status).toBe(400);
      expect(Buffer.byteLength(body)).toBeLessThanOrEqual(MOST_BYTES);
      const { message, data } = JSON.parse(body).error;
      expect(message.isWellFormed()).toBe(true);
      expect(message.length).toBeGreaterThan(10);
      expect(data.issues.length).toBeGreaterThan(0);
    }
  });

  test.each([
    ["thousands of bad items", { list: Array.from({ length: 20_000 }, () => "a"), map: {} }],
    [
      "thousands of bad entries",
      { list: [], map: Object.fromEntries(Array.from({ length: 6_000 }, (_, i) => [i, "a"])) },
    ],
    [
      "entries with endless names",
      { list: [], map: Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`${i}${"\u0002".repeat(300)}`, "a"])) },
    ],
  ])("%s are refused in at most 4 KiB, and the first ones are named", async (_what, input) => {
    const { status, body } = await send(app.port, { path: by("/rpc/many"), body: input });

    expect(status).toBe(400);
    expect(Buffer.byteLength(body)).toBeLessThanOrEqual(MOST_BYTES);
    expect(JSON.parse(body).error.data.issues.length).toBeGreaterThan(1);
  });

  test("a long list of choices is not told whole", async () => {
    const { status, body } = await send(app.port, { path: by("/rpc/choose"), body: { one: SECRET } });

    expect(status).toBe(400);
    expect(body).not.toContain(SECRET);
    expect(Buffer.byteLength(body)).toBeLessThanOrEqual(MOST_BYTES);
  });
});

test.each([
  ["a name without end", "x".repeat(15_000)],
  ["a name of encoded control characters", "%01".repeat(5_000)],
  ["a name of encoded wide characters", "%F0%9F%98%80".repeat(1_200)],
  ["a name that is not encoded right", `%${"x".repeat(15_000)}`],
  ["commas", ",".repeat(15_000)],
])("an unknown procedure is refused in at most 4 KiB: %s", async (_, path) => {
  for (const more of ["", "?batch=1", "?x=1", "?input=%7B"]) {
    const { status, body } = await send(app.port, { path: `/rpc/${path}${more}` });

    expect([400, 404]).toContain(status);
    expect(Buffer.byteLength(body)).toBeLessThanOrEqual(MOST_BYTES);
  }
});
