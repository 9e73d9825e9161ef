// Faults: 27, 28.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { serveNotes } from "../../../test/notes-app.ts";
import { exchange, rawCall, rawRequest } from "../../../test/raw-http.ts";

const folder = mkdtempSync(join(tmpdir(), "plinth-web-"));
mkdirSync(join(folder, "assets"));
writeFileSync(join(folder, "index.html"), "<!doctype html><title>page</title>");
writeFileSync(join(folder, "assets/app-1a2b.js"), "export {};");
afterAll(() => rmSync(folder, { recursive: true }));

const close = { Connection: "close" };
const json = { ...close, "Content-Type": "application/json" };
const get = (target: string, headers: Record<string, string> = {}) =>
  rawRequest(`GET ${target}`, { ...close, ...headers });

/** One request for every way to be answered, with the status it is answered with. */
const requests: [number, string, string][] = [
  [200, "a query", get("/rpc/list")],
  [200, "a query with a session", get("/rpc/private", { Cookie: "session=ada" })],
  [200, "a batch", get("/rpc/list,list?batch=1")],
  [207, "a batch of different ends", get("/rpc/list,nope?batch=1")],
  [200, "a query by tRPC's adapter", get("/rpc/private?x=1", { Authorization: "Bearer ada" })],
  [200, "a mutation", rawCall("create", { body: "new" }, close)],
  [200, "an action that sets a cookie", rawCall("signIn", "", close)],
  [400, "an input that is wrong", rawCall("create", {}, close)],
  [401, "nobody", get("/rpc/private")],
  [403, "another site", rawCall("create", { body: "new" }, { ...close, Origin: "http://evil.example" })],
  [403, "no operator", get("/rpc/operate", { Authorization: "Bearer ada" })],
  [404, "no procedure", get("/rpc/nope")],
  [404, "no procedure by tRPC's adapter", get("/rpc/nope?x=1")],
  [404, "no name", get("/rpc/")],
  [404, "no asset", get("/assets/app-9z9z.js")],
  [405, "a mutation by GET", get("/rpc/wipe")],
  [405, "another method", rawRequest("PUT /rpc/list", close)],
  [405, "another method for a page", rawRequest("DELETE /", close)],
  [405, "TRACE", rawRequest("TRACE /rpc/list", close)],
  [405, "a preflight", rawRequest("OPTIONS /rpc/list", close)],
  [405, "a tunnel", rawRequest("CONNECT localhost:80")],
  [408, "a body that does not come", rawRequest("POST /rpc/create", { ...json, "Content-Length": "5" })],
  [408, "headers that do not come", "GET /rpc/list HTTP/1.1\r\n"],
  [409, "a conflict", rawCall("createThenFail", { body: "new" }, close)],
  [413, "a body too large", rawRequest("POST /rpc/create", { ...json, "Content-Length": "100001" })],
  [415, "another content type", rawRequest("POST /rpc/create", { ...close, "Content-Type": "text/plain" })],
  [415, "an encoding", rawRequest("POST /rpc/create", { ...json, "Content-Encoding": "gzip" })],
  [417, "an expectation", get("/rpc/list", { Expect: "more" })],
  [431, "a header too large", get("/rpc/list", { "X-Long": "x".repeat(17_000) })],
  [
    431,
    "too many headers",
    get("/rpc/list", Object.fromEntries(Array.from({ length: 120 }, (_, i) => [`X-${i}`, ""]))),
  ],
  [400, "what is no HTTP", "HELLO\r\n\r\n"],
  [400, "no host", "GET /rpc/list HTTP/1.1\r\nConnection: close\r\n\r\n"],
  [400, "another host", get("/", { Host: "evil.example" })],
  [400, "two lengths", rawRequest("POST /rpc/create", { ...json, "Content-Length": "5", "content-length": "6" })],
  [500, "a crash", get("/rpc/crash")],
  [200, "health", get("/healthz")],
  [200, "readiness", get("/readyz")],
];
const pages: [number, string, string][] = [
  [200, "the page", get("/")],
  [200, "a path of the page", get("/harbour/p/APP")],
  [200, "an asset", get("/assets/app-1a2b.js")],
  [200, "a packed asset", get("/assets/app-1a2b.js", { "Accept-Encoding": "gzip" })],
];

const impatient = { headersTimeoutMs: 300, requestTimeoutMs: 300, checkIntervalMs: 100 };

describe.each([true, false])("served over https: %s", (secure) => {
  let app: Awaited<ReturnType<typeof serveNotes>>;
  beforeAll(async () => {
    app = await serveNotes({ secure, webFolder: folder, connections: impatient });
  });
  afterAll(() => app[Symbol.asyncDispose]());

  test.each([...requests, ...pages])("%i, %s: the security headers are there", async (status, name, request) => {
    // Over https the session's cookie has another name.
    const sent = secure ? request.replace("Cookie: session", "Cookie: __Host-session") : request;
    const answers = await exchange(app.port, sent);

    expect(answers.map((answer) => answer.status)).toEqual([status]);
    const { headers = {} } = answers[0] ?? {};
    expect(headers["content-security-policy"]?.split("; ")).toEqual(
      expect.arrayContaining(["default-src 'self'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"]),
    );
    expect(headers["content-security-policy"]).not.toMatch(/script-src|unsafe-eval/);
    expect(headers).toMatchObject({
      "x-content-type-options": "nosniff",
      "referrer-policy": "same-origin",
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-resource-policy": "same-origin",
    });
    expect(headers["x-request-id"]).toMatch(/^[\da-f-]{36}$/);
    expect([name, headers["strict-transport-security"]]).toEqual([
      name,
      secure ? "max-age=31536000; includeSubDomains" : undefined,
    ]);
    expect(headers).not.toHaveProperty("server");
    expect(headers).not.toHaveProperty("x-powered-by");
  });

  test.each(requests)("%i, %s: no cache keeps it", async (_, name, request) => {
    const [answer] = await exchange(app.port, request);

    expect([name, answer?.headers["cache-control"]]).toEqual([name, "no-store"]);
    expect(answer?.headers["content-type"]).toMatch(/^application\/json/);
    expect(answer?.headers).not.toHaveProperty("etag");
    if (request.includes(" /rpc/list ") && answer?.status === 200) expect(answer.headers.vary).toMatch(/accept/i);
  });
});

test("what is kept for ever is the same for everybody: hashed assets alone", async () => {
  await using app = await serveNotes({ webFolder: folder, connections: impatient });

  const kept = await Promise.all(
    [...requests, ...pages].map(async ([, name, request]) => {
      const [answer] = await exchange(app.port, request);
      return /public|max-age/.test(answer?.headers["cache-control"] ?? "") ? [name] : [];
    }),
  );

  expect(kept.flat()).toEqual(["an asset", "a packed asset"]);
});
