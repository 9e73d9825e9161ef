// Faults: 173.
import { inspect } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { serveNotes } from "../../../test/notes-app.ts";
import { exchange, rawCall, rawRequest } from "../../../test/raw-http.ts";
import { createLog, Failure, nothing, open, t } from "../../index.ts";

const CANARY = "canary-5ec2e7";

const lines: string[] = [];
let app: Awaited<ReturnType<typeof serveNotes>>;
beforeAll(async () => {
  // Everything there is to log, and a limit that refuses the largest requests below.
  const log = createLog("debug", { write: (line) => void lines.push(line) });
  app = await serveNotes({ log, connections: { headersTimeoutMs: 300, requestTimeoutMs: 300, checkIntervalMs: 100 } });
});
afterAll(() => app[Symbol.asyncDispose]());

const close = { Connection: "close" };
const input = encodeURIComponent(JSON.stringify({ password: CANARY }));
const get = (target: string, headers: Record<string, string> = {}) =>
  rawRequest(`GET ${target}`, { ...close, ...headers });
const call = (procedure: string, body: unknown, headers: Record<string, string> = {}) =>
  rawCall(procedure, body, { ...close, ...headers });

const plantings: [string, string][] = [
  ["a bearer token", get("/rpc/private", { Authorization: `Bearer ${CANARY}` })],
  ["a basic password", get("/rpc/private", { Authorization: `Basic ${CANARY}` })],
  ["a malformed credential", get("/rpc/private", { Authorization: `Bearer ${CANARY} ${CANARY}` })],
  ["a session cookie", get("/rpc/private", { Cookie: `session=${CANARY}` })],
  ["a cookie sent twice", get("/rpc/private", { Cookie: `session=${CANARY}; session=${CANARY}` })],
  ["a cookie of somebody else", get("/rpc/list", { Cookie: `_ga=${CANARY}` })],
  ["a header for a key", get("/rpc/list", { "X-API-Key": CANARY })],
  ["a proxy's credential", get("/rpc/list", { "Proxy-Authorization": CANARY })],
  ["an input in the address", get(`/rpc/large?input=${input}`)],
  ["a batch of inputs in the address", get(`/rpc/large,large?batch=1&input=${input}`)],
  ["an input that is no JSON", get(`/rpc/large?input=${CANARY}`)],
  ["connection parameters", get(`/rpc/list?connectionParams=${encodeURIComponent(`{"token":"${CANARY}"}`)}`)],
  ["a token in the address of a page", get(`/set-up?token=${CANARY}`)],
  ["a password in the address itself", get(`http://user:${CANARY}@localhost/rpc/list`)],
  ["a referring page", get("/rpc/list", { Referer: `http://app.example/set-up?token=${CANARY}` })],
  ["a field", call("create", { body: CANARY })],
  ["a field that is too long", call("create", { body: `${CANARY}${"x".repeat(200)}` })],
  ["a field of another type", call("create", { body: [CANARY] })],
  ["a field nobody knows", call("create", { body: "new", password: CANARY })],
  ["a whole body of another type", call("create", JSON.stringify(CANARY))],
  ["a body that is no JSON", call("create", `{"body":"${CANARY}`)],
  ["a body that is no UTF-8", call("create", `${CANARY}\u00ff`, { "Content-Length": String(CANARY.length + 1) })],
  ["a body above the limit", call("create", { body: CANARY.repeat(10_000) })],
  ["a body of another content type", call("create", CANARY, { "Content-Type": "text/plain" })],
  ["a body that never ends", call("create", `{"body":"${CANARY}"}`, { "Content-Length": "500" })],
  ["a value a procedure refuses", call("createThenFail", { body: CANARY })],
  ["a value the database refuses", call("create", { body: `${CANARY}\u0000` })],
  ["a batch of which one fails", call("create,nope?batch=1", { 0: { body: CANARY }, 1: { body: CANARY } })],
  ["the origin of a page", call("create", {}, { Origin: `http://${CANARY}.example` })],
  ["the name of a host", get("/", { Host: `${CANARY}.example` })],
  ["bytes that are no HTTP", `${CANARY} ${CANARY}\r\n\r\n`],
  ["headers without end", get("/", { Authorization: `Bearer ${CANARY}${"x".repeat(20_000)}` })],
  ["headers cut short", `GET / HTTP/1.1\r\nAuthorization: Bearer ${CANARY}\r\n`],
];

test("there are thirty canaries and more", () => expect(plantings.length).toBeGreaterThan(30));

test.each(plantings)("%s reaches neither the log nor an answer", async (_, bytes) => {
  lines.length = 0;

  const answers = await exchange(app.port, Buffer.from(bytes, "latin1"));
  await expect.poll(() => lines.length).toBeGreaterThan(0);

  // What is written down by an answer of success is the caller's own.
  const refusals = answers.filter(({ status }) => status >= 400);
  expect(JSON.stringify(refusals)).not.toContain(CANARY);
  expect(JSON.stringify(answers.map(({ headers }) => headers))).not.toContain(CANARY);
  expect(lines.join("")).not.toContain(CANARY);
  expect(lines.join("")).not.toContain(encodeURIComponent(CANARY));
});

test("what a procedure may know of a request holds no credential, however it is looked at", async () => {
  let seen = "";
  const router = t.router({
    look: open.action
      .input(nothing)
      .output(nothing)
      .mutation(({ ctx }) => {
        seen = inspect({ ...ctx, db: undefined, log: undefined }, { depth: 10, showHidden: true });
        throw new Failure("CONFLICT", "Looked.");
      }),
  });
  await using looked = await serveNotes({ router });

  const secrets = { authorization: `Bearer ${CANARY}`, cookie: `session=${CANARY}`, "sec-fetch-site": "same-origin" };
  expect((await looked.post("look", "", secrets)).status).toBe(409);

  expect(seen).toContain("actor");
  expect(seen).not.toContain(CANARY);
});
