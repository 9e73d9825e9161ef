// Faults: 30.
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { z } from "zod";
import { serveNotes } from "../../../test/notes-app.ts";
import { adapters, send } from "../../../test/send.ts";
import { anonymous, nothing, open, t } from "../../index.ts";

const MOST = 20;

let ran = 0;
let asked = 0;
let app: Awaited<ReturnType<typeof serveNotes>>;
beforeAll(async () => {
  const router = t.router({
    a: open.query
      .input(nothing)
      .output(z.number())
      .query(() => ++ran),
    b: open.action
      .input(nothing)
      .output(z.number())
      .mutation(() => ++ran),
  });
  const authenticate = async () => {
    asked += 1;
    return anonymous;
  };
  app = await serveNotes({ router, authenticate });
});
afterAll(() => app[Symbol.asyncDispose]());

const names = (name: string, size: number) => Array.from({ length: size }, () => name).join(",");

test.each(adapters)("a batch of the most calls allowed runs all of them, by %s", async (_, by) => {
  const before = ran;

  expect((await send(app.port, { path: by(`/rpc/${names("a", MOST)}?batch=1`) })).status).toBe(200);
  expect((await send(app.port, { path: by(`/rpc/${names("b", MOST)}?batch=1`), body: {} })).status).toBe(200);

  expect(ran - before).toBe(2 * MOST);
});

test.each([
  ["one call too many", names("a", MOST + 1)],
  ["3,000 calls", names("a", 3_000)],
  ["8,000 commas", ",".repeat(8_000)],
  ["1,000 unknown names", names("__proto__,toString", 500)],
  ["3,000 calls with encoded commas", names("a", 3_000).replaceAll(",", "%2C")],
])("%s are refused with 400 before anybody is asked who calls, say why, and run nothing", async (_, paths) => {
  const before = { ran, asked };

  for (const [, by] of adapters) {
    const address = by(`/rpc/${paths}?batch=1`);
    const answers = [
      await send(app.port, { path: address }),
      await send(app.port, { path: address, body: {} }),
      await send(app.port, { path: address, headers: { "trpc-accept": "application/jsonl" } }),
    ];
    for (const { status, body } of answers) {
      expect(status).toBe(400);
      expect(JSON.parse(body).error.message).toBe("A batch holds at most 20 calls.");
      expect(body.length).toBeLessThan(400);
    }
  }

  expect({ ran, asked }).toEqual(before);
});

test("many such batches cost little", async () => {
  const path = `/rpc/${",".repeat(8_000)}?batch=1`;
  const cpu = process.cpuUsage();

  for (let i = 0; i < 200; i++) await send(app.port, { path });

  const { user, system } = process.cpuUsage(cpu);
  expect((user + system) / 1_000 / 200).toBeLessThan(20);
});

test("an input that cannot be read is read once, however many calls it is for", async () => {
  const body = `{"x":[${"1,".repeat(49_000)}0]}!`;
  const parse = vi.spyOn(JSON, "parse");

  for (const size of [1, MOST]) {
    parse.mockClear();
    expect((await send(app.port, { path: `/rpc/${names("b", size)}?batch=1`, body })).status).toBe(400);
    expect(parse.mock.calls.filter(([text]) => text === body)).toHaveLength(1);
  }
  parse.mockRestore();
});

test("commas without the parameter that makes a batch call nothing", async () => {
  const before = ran;

  const { status, body } = await send(app.port, { path: `/rpc/${names("a", 3_000)}` });

  expect([400, 404]).toContain(status);
  expect(body.length).toBeLessThan(500);
  expect(ran).toBe(before);
});

test("asks who calls once for a batch, however many calls it holds", async () => {
  asked = 0;

  await send(app.port, { path: `/rpc/${names("a", MOST)}?batch=1` });

  expect(asked).toBe(1);
});
