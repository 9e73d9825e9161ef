// Faults: 11, 12.
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { notes, serveNotes } from "../../../test/notes-app.ts";
import { exchange, rawCall, rawRequest } from "../../../test/raw-http.ts";
import { createLog } from "../../index.ts";

const lines: string[] = [];
let app: Awaited<ReturnType<typeof serveNotes>>;
beforeAll(async () => {
  const log = createLog("warn", { write: (line) => void lines.push(line) });
  app = await serveNotes({ maxBodyBytes: 8 * 1024 * 1024, log });
});
afterAll(() => app[Symbol.asyncDispose]());

async function refusalOf(body: string | Uint8Array): Promise<string> {
  const head = rawRequest("POST /rpc/create", {
    "Content-Type": "application/json",
    "Content-Length": String(Buffer.byteLength(body)),
    Connection: "close",
  });
  const [answer] = await exchange(app.port, head, body);
  expect(answer?.status).toBe(400);
  return JSON.parse(answer?.body ?? "").error.message;
}

test.each([
  "{",
  "}",
  '{"body":"a"}}',
  '{"body":"a"} {"body":"b"}',
  "{'body':'a'}",
  '{"body":"a",}',
  '{body:"a"}',
  '{"body":NaN}',
  '{"body":"a"}//',
  '{"body":"a\nb"}',
  '{"body":"\\x41"}',
  '{"body":"\\u12"}',
  '{"body":01}',
  "\u0000",
  '{"body":"a"}\u0000',
  "undefined",
])("%j is not JSON: 400", async (body) => {
  expect(await refusalOf(body)).toBe("The request is not valid JSON.");
});

test("a byte order mark is not JSON either", async () => {
  expect(await refusalOf('\ufeff{"body":"a"}')).toBe("The request is not valid JSON.");
});

test.each([
  ["a lone continuation byte", [0x80]],
  ["a cut sequence", [0xc3]],
  ["an overlong slash", [0xc0, 0xaf]],
  ["half a surrogate pair", [0xed, 0xa0, 0x80]],
  ["a byte of Latin-1", [0xe9]],
  ["a byte that is in no text", [0xff]],
])("%s is no UTF-8: refused, not replaced", async (_, bytes) => {
  const body = Buffer.concat([Buffer.from('{"body":"a'), Buffer.from(bytes), Buffer.from('"}')]);

  expect(await refusalOf(body)).toBe("The request is not valid UTF-8.");
});

test.each([
  ["NUL", "a\\u0000b"],
  ["a high surrogate alone", "a\\ud800"],
  ["a low surrogate alone", "\\udc00a"],
  ["a pair in the wrong order", "\\udc00\\ud800"],
])("%s cannot be stored: 400, the same on every engine", async (_, text) => {
  await refusalOf(`{"body":"${text}"}`);

  expect(await app.count()).toBe(0);
});

test.each([
  ["arrays 65 deep", `${"[".repeat(65)}${"]".repeat(65)}`, "deeper than 64"],
  ["arrays 20,000 deep", `${"[".repeat(20_000)}${"]".repeat(20_000)}`, "deeper than 64"],
  ["objects 20,000 deep", `${'{"a":'.repeat(20_000)}1${"}".repeat(20_000)}`, "deeper than 64"],
  ["brackets that never close", "[".repeat(1_000_000), "deeper than 64"],
  ["a million numbers", `[${"1,".repeat(999_999)}1]`, "more than 50000 values"],
  ["a million keys", `{${Array.from({ length: 300_000 }, (_, i) => `"${i}":1`).join(",")}}`, "more than 50000 values"],
])("%s: refused by counting", async (_, body, message) => {
  expect(await refusalOf(body)).toContain(message);
});

test("a number beyond all numbers is refused", async () => {
  const answer = await fetch(`${app.url}/rpc/large?input=${encodeURIComponent('{"bytes":1e999}')}`);

  expect(answer.status).toBe(400);
});

test("of a key that stands twice, the last is read, by the schema and the procedure alike", async () => {
  const [answer] = await exchange(
    app.port,
    rawCall("create", '{"body":"first","body":"last"}', { Connection: "close" }),
  );

  expect(answer?.status).toBe(200);
  expect(await app.database.read.select({ body: notes.tokenHash }).from(notes)).toEqual([{ body: "last" }]);
});

test("after all of that nothing was logged as our fault, and plain calls are answered", async () => {
  expect(lines).toEqual([]);
  expect(z.array(z.object({})).safeParse((await (await fetch(`${app.url}/rpc/list`)).json()).result.data).success).toBe(
    true,
  );
});
