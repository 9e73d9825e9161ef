// Faults: 7.
import { afterAll, beforeAll, expect, test } from "vitest";
import { serveNotes } from "../../../test/notes-app.ts";
import { exchange, rawRequest } from "../../../test/raw-http.ts";

let app: Awaited<ReturnType<typeof serveNotes>>;
beforeAll(async () => {
  app = await serveNotes();
});
afterAll(() => app[Symbol.asyncDispose]());

const close = { Connection: "close" };
const many = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`X-${i}`, "1"]));

test.each([
  ["an address", rawRequest(`GET /rpc/list?input=${"a".repeat(17_000)}`)],
  ["a path", rawRequest(`GET /${"a".repeat(17_000)}`)],
  ["one header", rawRequest("GET /rpc/list", { "X-Long": "a".repeat(17_000) })],
  ["the name of a header", rawRequest("GET /rpc/list", { ["X".repeat(17_000)]: "1" })],
  ["cookies", rawRequest("GET /rpc/list", { Cookie: "a=b; ".repeat(4_000) })],
  ["all headers together", rawRequest("GET /rpc/list", many(4_000))],
  [
    "a megabyte of preflight",
    rawRequest("OPTIONS /rpc/list", { "Access-Control-Request-Headers": "a,".repeat(500_000) }),
  ],
])("%s above 16 KiB: 431, and the connection is closed", async (_, request) => {
  const answers = await exchange(app.port, request);

  expect(answers).toMatchObject([{ status: 431, headers: { connection: "close" } }]);
  expect(JSON.parse(answers[0]?.body ?? "").error).toMatchObject({
    message: "The request line and headers are larger than 16384 bytes.",
    data: { code: "BAD_REQUEST", httpStatus: 431 },
  });
});

test("a hundred headers are read, and one more is refused with 431", async () => {
  const [full] = await exchange(app.port, rawRequest("GET /rpc/list", { ...close, ...many(98) }));
  const [above] = await exchange(app.port, rawRequest("GET /rpc/list", { ...close, ...many(99) }));

  expect(full?.status).toBe(200);
  expect(above?.status).toBe(431);
  expect(JSON.parse(above?.body ?? "").error.message).toBe("The request has more than 100 headers.");
});

test("what stands behind two thousand headers cannot hide there", async () => {
  // Node drops headers above a number of its own, here the one that says which page is asking.
  const padding = "a:\r\n".repeat(2_100);
  const head = "POST /rpc/wipe HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nConnection: close\r\n";

  const [answer] = await exchange(app.port, `${head}${padding}Origin: http://evil.example\r\n\r\n`);

  expect(answer?.status).toBe(431);
});
