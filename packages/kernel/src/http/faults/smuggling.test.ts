// Faults: 8.
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { notes, serveNotes } from "../../../test/notes-app.ts";
import { exchange, openRaw, rawCall, rawRequest } from "../../../test/raw-http.ts";

let app: Awaited<ReturnType<typeof serveNotes>>;
beforeAll(async () => {
  app = await serveNotes({ connections: { headersTimeoutMs: 500, requestTimeoutMs: 500, checkIntervalMs: 100 } });
});
afterAll(() => app[Symbol.asyncDispose]());
beforeEach(() => app.database.write((db) => db.delete(notes)));

const HEAD = "POST /rpc/create HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";
const GET = "GET /rpc/list HTTP/1.1\r\nHost: localhost\r\n";
const BODY = '{"body":"outer"}';
const CHUNKED = `10\r\n${BODY}\r\n0\r\n\r\n`;
// What would run if what came before it were read in another way.
const HIDDEN = rawCall("create", { body: "smuggled" });

const chunks = (text: string) => `${HEAD}Transfer-Encoding: chunked\r\n\r\n${text}`;
const coded = (coding: string) => `${HEAD}Transfer-Encoding:${coding}\r\n\r\n${CHUNKED}`;

const corpus: [string, string][] = [
  ["a length and chunks", `${HEAD}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n${CHUNKED}`],
  ["chunks and a length", `${HEAD}Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n${CHUNKED}`],
  ["a length of nothing and chunks", `${HEAD}Content-Length: 0\r\nTransfer-Encoding: chunked\r\n\r\n${CHUNKED}`],
  ["chunks in capitals and a length", `${HEAD}TRANSFER-ENCODING: CHUNKED\r\ncontent-length: 4\r\n\r\n${CHUNKED}`],
  ["another coding", coded(" xchunked")],
  ["the coding identity", coded(" identity")],
  ["chunked, then another coding", coded(" chunked, identity")],
  ["another coding, then chunked", coded(" gzip, chunked")],
  ["a coding after a vertical tab", coded(" \u000bchunked")],
  ["a coding in quotes", coded(' "chunked"')],
  ["the coding twice", coded(" chunked\r\nTransfer-Encoding: chunked")],
  ["the coding and another", coded(" chunked\r\nTransfer-Encoding: identity")],
  ["a space before the colon", `${HEAD}Transfer-Encoding : chunked\r\n\r\n${CHUNKED}`],
  ["a space before the length's colon", `${HEAD}Content-Length : 16\r\n\r\n${BODY}`],
  ["a folded coding", coded("\r\n chunked")],
  ["chunks in HTTP/1.0", coded(" chunked").replace("HTTP/1.1", "HTTP/1.0")],
  ["chunks with a GET", `${GET}Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n`],
  ["a length with a GET", `${GET}Content-Length: 5\r\n\r\n12345`],
  ["a bare line feed after the request line", `${GET.replace("\r\n", "\n")}\r\n`],
  ["a bare line feed between headers", `${GET}X: y\nX: z\r\n\r\n`],
  ["a bare line feed at the end", `${GET}\n`],
  ["a bare carriage return", `${GET}X: y\rX: z\r\n\r\n`],
  ["a folded header", `${GET}X: y\r\n z\r\n\r\n`],
  ["a fold before the first header", `${GET.replace("\r\n", "\r\n X: y\r\n")}\r\n`],
  ["NUL in a header", `${GET}X: a\u0000b\r\n\r\n`],
  ["NUL in a header's name", `${GET}X\u0000: b\r\n\r\n`],
  ["NUL in the path", `${GET.replace("list", "li\u0000st")}\r\n`],
  ["a control character in a header", `${GET}X: a\u0001b\r\n\r\n`],
  ["a space in a header's name", `${GET}X Y: b\r\n\r\n`],
  ["a header without a colon", `${GET}X\r\n\r\n`],
  ["a header without a name", `${GET}: x\r\n\r\n`],
  ["a chunk size that is none", chunks("zz\r\n")],
  ["a negative chunk size", chunks(`-10\r\n${BODY}\r\n0\r\n\r\n`)],
  ["a chunk size in 0x", chunks(`0x10\r\n${BODY}\r\n0\r\n\r\n`)],
  ["a chunk size beyond numbers", chunks(`fffffffffffffffff\r\n${BODY}\r\n0\r\n\r\n`)],
  ["a chunk size with a space", chunks(`10 \r\n${BODY}\r\n0\r\n\r\n`)],
  ["chunks with bare line feeds", chunks(`10\n${BODY}\n0\n\n`)],
  ["a chunk longer than its size", chunks(`5\r\n${BODY}\r\n0\r\n\r\n`)],
  ["a bare line feed in a chunk's extension", chunks(`10;a\n${BODY}\r\n0\r\n\r\n`)],
  ["a path with a space", `${GET.replace("list", "li st")}\r\n`],
  ["no path", `${GET.replace("/rpc/list", "")}\r\n`],
  ["a path without a slash", `${GET.replace("/rpc", "rpc")}\r\n`],
  ["tabs in the request line", `${GET.replaceAll(" /rpc/list ", "\t/rpc/list\t")}\r\n`],
  ["an unknown method", `${GET.replace("GET", "HACK")}\r\n`],
  ["a method in small letters", `${GET.replace("GET", "get")}\r\n`],
  ["HTTP/9.9", `${GET.replace("1.1", "9.9")}\r\n`],
  ["HTTP/1.2", `${GET.replace("1.1", "1.2")}\r\n`],
  ["HTTP/2 in clear text", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"],
  ["HTTP/0.9", "GET /rpc/list\r\n\r\n"],
  ["a TLS greeting", "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003"],
];

test.each(corpus)("%s: one refusal, and nothing that follows is run", async (_, bytes) => {
  const answers = await exchange(app.port, Buffer.from(bytes + HIDDEN, "latin1"));

  expect(answers.map(({ status }) => status)).toEqual([400]);
  expect(answers[0]?.headers).toMatchObject({ connection: "close", "x-content-type-options": "nosniff" });
  expect(await app.count()).toBe(0);
});

test("chunk extensions and trailers are read over, and trailers are no headers", async () => {
  const trailer = "Authorization: Bearer ada\r\nHost: evil.example\r\n";

  const answers = await exchange(
    app.port,
    `${HEAD}Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n10;a=b\r\n${BODY}\r\n0\r\n${trailer}\r\n`,
  );
  const refused = await exchange(app.port, chunks(`10;${"a".repeat(20_000)}\r\n${BODY}\r\n0\r\n\r\n`));

  expect(answers).toMatchObject([{ status: 200 }]);
  expect(refused).toMatchObject([{ status: 413 }]);
  expect(await app.count()).toBe(1);
});

test("requests sent together are answered in their order", async () => {
  const together = [rawCall("create", { body: "first" }), rawRequest("GET /healthz"), rawRequest("GET /rpc/nope")];

  const answers = await exchange(app.port, `${together.join("")}${rawRequest("GET /readyz", { Connection: "close" })}`);

  expect(answers.map(({ status }) => status)).toEqual([200, 200, 404, 200]);
});

test("what came before broken bytes is answered as what it was, and then the connection ends", async () => {
  const answers = await exchange(app.port, `${rawCall("create", { body: "first" })}\u0000\u0000`);

  expect(answers).toMatchObject([{ status: 200, headers: { connection: "close" } }]);
  expect(await app.count()).toBe(1);
});

test("broken bytes in the middle of a body are the end of that call", async () => {
  const client = await openRaw(app.port);

  client.write(chunks(`10\r\n${BODY}\r\n`));
  await new Promise((resolve) => setTimeout(resolve, 50));
  client.write(`zz\r\n${HIDDEN}`);
  await client.closed;

  expect(client.answers()).toMatchObject([{ status: 400 }]);
  expect(await app.count()).toBe(0);
});
