// Faults: 13, 14.
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { serveNotes } from "../../../test/notes-app.ts";
import { exchange, rawRequest } from "../../../test/raw-http.ts";

let app: Awaited<ReturnType<typeof serveNotes>>;
beforeAll(async () => {
  app = await serveNotes();
});
afterAll(() => app[Symbol.asyncDispose]());

const call = (body: Uint8Array, headers: Record<string, string>) =>
  exchange(
    app.port,
    rawRequest("POST /rpc/create", {
      "Content-Type": "application/json",
      "Content-Length": String(body.length),
      Connection: "close",
      ...headers,
    }),
    body,
  );

test.each([
  "gzip",
  "GZIP",
  "x-gzip",
  "deflate",
  "br",
  "zstd",
  "compress",
  "gzip, gzip",
  "identity, gzip",
  "nonsense",
  "",
])('a body in the encoding "%s" is refused with 415 and never unpacked', async (encoding) => {
  const body = gzipSync('{"body":"packed"}');

  const answers = await call(body, { "Content-Encoding": encoding });

  expect(answers).toMatchObject([{ status: 415 }]);
  expect(JSON.parse(answers[0]?.body ?? "").error.message).toBe("Send the body as it is, without Content-Encoding.");
  expect(await app.count()).toBe(0);
});

test("a packed body that does not say so is no JSON", async () => {
  expect(await call(gzipSync('{"body":"packed"}'), {})).toMatchObject([{ status: 400 }]);
});

test("a bomb costs what its bytes cost", async () => {
  const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024));
  const before = process.memoryUsage().arrayBuffers;

  expect(await call(bomb, { "Content-Encoding": "gzip" })).toMatchObject([{ status: 415 }]);
  expect(await call(bomb, {})).toMatchObject([{ status: 400 }]);

  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(32 * 1024 * 1024);
});

test("the encoding identity is none", async () => {
  const answers = await call(Buffer.from('{"body":"plain"}'), { "Content-Encoding": "identity" });

  expect(answers).toMatchObject([{ status: 200 }]);
});

test("answers of procedures are never compressed, whose length would tell what they hold", async () => {
  const large = `/rpc/large?input=${encodeURIComponent('{"bytes":50000}')}`;
  for (const target of [large, "/rpc/private", "/rpc/nope", "/healthz"]) {
    const [answer] = await exchange(
      app.port,
      rawRequest(`GET ${target}`, {
        "Accept-Encoding": "gzip, br, deflate, zstd",
        Authorization: "Bearer ada",
        Connection: "close",
      }),
    );

    expect([target, answer?.headers["content-encoding"]]).toEqual([target, undefined]);
    expect(() => JSON.parse(answer?.body ?? "")).not.toThrow();
  }
});
