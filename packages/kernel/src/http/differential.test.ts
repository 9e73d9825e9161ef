import { request as httpRequest } from "node:http";
import { openDatabase } from "@plinth/database";
import { emptyTestDatabase } from "@plinth/database/test";
import { createTRPCClient, httpBatchLink, httpBatchStreamLink, httpLink } from "@trpc/client";
import { createHTTPServer } from "@trpc/server/adapters/standalone";
import { afterAll, beforeAll, expect, test } from "vitest";
import { oddRouter } from "../../test/odd-router.ts";
import { type Actor, anonymous, createLog, failureCodes, type RequestContext, serve, systemClock } from "../index.ts";
import { credentialsOf, serializeCookie } from "./cookies.ts";

// Every request is sent to tRPC's own server and to ours; status, telling headers and body must be the same. Where ours is stricter on
// purpose, the case names the status it answers instead; docs/guide/http.md lists these.

interface Case {
  name: string;
  method?: string;
  path: string;
  headers?: Record<string, string>;
  body?: string;
  /** Our status, where we refuse what tRPC lets through or words it differently. */
  stricter?: number;
}

const ada: Actor = { kind: "user", userId: "ada", sessionId: "s", operator: false };
const json = { "content-type": "application/json" };
const input = (value: unknown) => `input=${encodeURIComponent(JSON.stringify(value))}`;

const cases: Case[] = [...reads(), ...writes(), ...batches(), ...failures(), ...oddities(), ...stricter()];

let ports: { official: number; ours: number };
const stops: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  const test = await emptyTestDatabase();
  const database = await openDatabase({ url: test.url });
  const log = createLog("silent");
  const authenticate = async ({ bearer }: { bearer: string | undefined }) => (bearer === "ada" ? ada : anonymous);
  const official = createHTTPServer({
    router: oddRouter,
    basePath: "/rpc/",
    maxBatchSize: 20,
    maxBodySize: 100_000,
    createContext: async ({ req, res }): Promise<RequestContext> => ({
      actor: await authenticate(credentialsOf(req, false)),
      now: new Date(),
      requestId: "request",
      log,
      database,
      client: { address: null, userAgent: null },
      setCookie: (name, value, expires) =>
        res.appendHeader("Set-Cookie", serializeCookie({ name, value, expires, secure: false })),
    }),
  });
  await new Promise<void>((resolve) => official.listen(0, "127.0.0.1", resolve));
  const address = official.address();
  const running = await serve(
    {
      router: oddRouter,
      database,
      clock: systemClock,
      log,
      authenticate,
      hosts: ["127.0.0.1"],
      origins: [],
      secure: false,
      trustedProxies: 0,
      maxBodyBytes: 100_000,
      maxBatchSize: 20,
      limits: { actor: { perMinute: 1e9, burst: 1e9 }, address: { perMinute: 1e9, burst: 1e9 } },
    },
    0,
    "127.0.0.1",
  );
  ports = { official: typeof address === "object" ? (address?.port ?? 0) : 0, ours: running.port };
  stops.push(
    () => running.stop(100),
    () => {
      official.closeAllConnections();
      return new Promise((resolve) => official.close(resolve));
    },
    () => database.close(),
    () => test.drop(),
  );
});

afterAll(async () => {
  for (const stop of stops) await stop();
});

test("there are cases enough to mean something, each under its own name", () => {
  expect(cases.length).toBeGreaterThan(300);
  const names = cases.map(({ name }) => name);
  expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
});

test.each(cases)("$name", async (given) => {
  const [theirs, ours] = await Promise.all([send(ports.official, given), send(ports.ours, given)]);
  if (given.stricter !== undefined) {
    expect(ours.status).toBe(given.stricter);
    expect({ ...ours, headers: {} }).not.toEqual({ ...theirs, headers: {} });
  } else expect(ours).toEqual(theirs);
});

test.each([
  ["httpLink", httpLink],
  ["httpBatchLink", httpBatchLink],
  ["httpBatchStreamLink", httpBatchStreamLink],
] as const)("the official %s gets the same from both", async (_, link) => {
  const clients = [ports.official, ports.ours].map((port) =>
    createTRPCClient<typeof oddRouter>({
      links: [link({ url: `http://127.0.0.1:${port}/rpc`, headers: { authorization: "Bearer ada" } })],
    }),
  );
  const [theirs, ours] = await Promise.all(
    clients.map((client) =>
      Promise.allSettled([
        client.hello.query(),
        client.anything.query(),
        client.echo.query({ text: "a&b=c+d %", n: 2 }),
        client.nested.deep.hello.query(),
        client.private.query({ text: "" }),
        client.operate.query(),
        client.fail.query({ code: "CONFLICT" }),
        client.crash.query(),
        client.plain.query(),
        client.plainInput.query({ n: 21 }),
        client.echoWrite.mutate({ text: "x" }),
        client.privateWrite.mutate({ text: "x" }),
        client.plainWrite.mutate(),
        client.act.mutate({ text: "x" }),
      ]),
    ),
  );
  expect(comparable(ours)).toEqual(comparable(theirs));
});

function comparable(settled: PromiseSettledResult<unknown>[] | undefined) {
  return settled?.map((one) =>
    one.status === "fulfilled"
      ? one.value
      : { message: one.reason.message, data: { ...one.reason.data, requestId: "request" } },
  );
}

function reads(): Case[] {
  const plain = [
    "hello",
    "anything",
    "missing",
    "nested.deep.hello",
    "plain",
    "operate",
    "private",
    "nope",
    "nested",
    "hello.",
    "HELLO",
  ];
  const echoes: unknown[] = [
    { text: { length: { toString: 1 } } },
    { text: "" },
    { text: "é" },
    { text: "a", n: 1.5 },
    { text: 1 },
    {},
    { text: "a", extra: 1 },
    null,
    [],
    "x",
    7,
  ];
  const parameters = [
    "",
    "?",
    "?input",
    "?input=",
    "?input=%7B",
    "?input={}",
    "?batch=0",
    "?batch=2",
    "?x=1",
    "?input=1&input=2",
    "?input=%",
  ];
  return [
    ...plain.map((path) => ({ name: `GET ${path}`, path })),
    ...plain.map((path) => ({ name: `GET ${path} as ada`, path, headers: { authorization: "Bearer ada" } })),
    ...echoes.map((value) => ({ name: `GET echo ${JSON.stringify(value)}`, path: `echo?${input(value)}` })),
    ...echoes.map((value) => ({
      name: `GET private ${JSON.stringify(value)}`,
      path: `private?${input(value)}`,
      headers: { authorization: "Bearer ada" },
    })),
    ...parameters.map((query) => ({ name: `GET hello with the parameters "${query}"`, path: `hello${query}` })),
    ...parameters.map((query) => ({ name: `GET echo with the parameters "${query}"`, path: `echo${query}` })),
    ...["+", "%2B", "%20", "%26", "%C3%A9", "%E2%98%83"].map((text) => ({
      name: `GET echo with ${text} in its text`,
      path: `echo?input=%7B%22text%22%3A%22${text}%22%7D`,
    })),
    ...[
      json["content-type"],
      "application/JSON",
      "application/json; charset=utf-8",
      "text/plain",
      "multipart/form-data",
    ].map((type) => ({
      name: `GET hello with content type ${type}`,
      path: "hello",
      headers: { "content-type": type },
    })),
  ];
}

function writes(): Case[] {
  const post = (path: string, body: string | undefined, more: Partial<Case> = {}): Case => ({
    name: `POST ${path} ${body ?? "nothing"} ${JSON.stringify(more)}`,
    method: "POST",
    path,
    headers: { ...json, ...more.headers },
    ...(body !== undefined && { body }),
  });
  const bodies = [
    '{"text":"a"}',
    '{"text":"a","n":1}',
    '{"text":1}',
    "{}",
    "",
    "null",
    "[]",
    '"x"',
    "{",
    "nul",
    '{"text":"a"}{}',
    " {} ",
  ];
  return [
    ...["echoWrite", "act", "privateWrite"].flatMap((path) => bodies.map((body) => post(path, body))),
    ...bodies.map((body) => post("privateWrite", body, { headers: { authorization: "Bearer ada" } })),
    ...["setCookie", "crashWrite", "plainWrite", "nope"].map((path) => post(path, undefined)),
    post("hello", undefined),
    post("echo", '{"text":"a"}'),
    { name: "GET of a mutation", path: `echoWrite?${input({ text: "a" })}` },
    { name: "GET of a plain mutation", path: "plainWrite" },
    post("echoWrite", '{"text":"a"}', { headers: { "content-type": "application/json; charset=utf-8" } }),
    post("echoWrite?batch=0", '{"text":"a"}'),
    post("echoWrite?x=1", '{"text":"a"}'),
    post(`echoWrite?${input({ text: "from the address" })}`, '{"text":"from the body"}'),
  ];
}

function batches(): Case[] {
  const two = { 0: { text: "a" }, 1: { text: "b" } };
  const get = (paths: string, query: string) => ({ name: `GET ${paths} ${query}`, path: `${paths}?${query}` });
  const post = (paths: string, body: unknown) => ({
    name: `POST batch ${paths} ${JSON.stringify(body)}`,
    method: "POST",
    path: `${paths}?batch=1`,
    headers: json,
    body: JSON.stringify(body),
  });
  const odd: unknown[] = [
    {},
    [],
    [{ text: "a" }],
    null,
    1,
    "x",
    { 0: null },
    { 1: { text: "b" } },
    { 0: { text: "a" }, 7: 1 },
    { a: 1 },
  ];
  const reads = [
    "hello",
    "echo",
    "hello,hello",
    "echo,echo",
    "echo,hello",
    "echo,nope",
    "nope,nope",
    "echo,crash",
    "echo,private",
    "echo,plain",
    "hello,",
    ",hello",
    "plain,plain",
    "echo,ticks",
    "echo,echoWrite",
  ];
  const longest = Array.from({ length: 20 }, () => "hello").join(",");
  return [
    ...reads.map((paths) => get(paths, `batch=1&${input(two)}`)),
    ...reads.map((paths) => get(paths, "batch=1")),
    ...reads.map((paths) => ({
      ...get(paths, `batch=1&${input(two)}`),
      name: `GET batch ${paths} as ada`,
      headers: { authorization: "Bearer ada" },
    })),
    ...odd.map((value) => get("echo,echo", `batch=1&${input(value)}`)),
    ...odd.map((value) => get("echo", `${input(value)}&batch=1`)),
    ...odd.map((value) => post("echoWrite,echoWrite", value)),
    ...[
      "echoWrite",
      "echoWrite,act",
      "echoWrite,crashWrite",
      "echoWrite,nope",
      "act,privateWrite",
      "echoWrite,plainWrite",
      "echoWrite,echo",
    ].map((paths) => post(paths, two)),
    get(longest, "batch=1"),
    get("hello,hello", ""),
    { name: "POST two cookies", method: "POST", path: "setCookie,setCookie?batch=1", headers: json, body: "{}" },
  ];
}

function failures(): Case[] {
  return [
    ...failureCodes.map((code) => ({ name: `a failure ${code}`, path: `fail?${input({ code })}` })),
    ...["failTrpc", "crash", "throwText"].map((path) => ({ name: `a crash in ${path}`, path })),
    {
      name: "different ends in one batch",
      path: `fail,fail?batch=1&${input({ 0: { code: "CONFLICT" }, 1: { code: "FORBIDDEN" } })}`,
    },
    {
      name: "the same end twice in one batch",
      path: `fail,fail?batch=1&${input({ 0: { code: "CONFLICT" }, 1: { code: "CONFLICT" } })}`,
    },
    { name: "a code that is none", path: `fail?${input({ code: "X" })}` },
    ...["__proto__", "constructor", "toString", "hasOwnProperty", "nested.__proto__", "nested.deep.toString"].map(
      (path) => ({
        name: `a procedure called ${path}`,
        path,
      }),
    ),
  ];
}

function oddities(): Case[] {
  const paths = [
    "",
    "/hello",
    "nested/deep/hello",
    "nested.deep",
    "h%65llo",
    "hello%2Chello?batch=1",
    "hello%20",
    "%00",
    "hello;x",
    "héllo",
  ];
  return [
    ...paths.map((path) => ({
      name: `the path ${JSON.stringify(path)}`,
      path: encodeURI(decodeURI(path)) === path ? path : encodeURI(path),
    })),
    ...["%", "%E0%A4%A", "hello%"].map((path) => ({ name: `the broken path ${path}`, path })),
    { name: "a stream to a client that cannot read it", path: "streamed" },
    { name: "a subscription in a batch", path: "ticks,ticks?batch=1" },
    { name: "JSON lines for one call", path: "hello", headers: { "trpc-accept": "application/jsonl" } },
    { name: "JSON lines by accept for one call", path: "hello", headers: { accept: "application/jsonl" } },
    { name: "an accept header of a browser", path: "hello", headers: { accept: "text/html,*/*;q=0.8" } },
    { name: "connection parameters", path: `hello?connectionParams=${encodeURIComponent('{"a":"b"}')}` },
    { name: "broken connection parameters", path: "hello?connectionParams=x" },
    { name: "a very long input", path: `echo?${input({ text: "x".repeat(5_000) })}` },
    ...["a\u2028b", "\\u0000", '"', "\\", "\u{1F600}", "</script>", "\u007f"].map((text) => ({
      name: `the text ${JSON.stringify(text)} there and back`,
      path: `echo?${input({ text })}`,
    })),
    ...[0, -0, 1e21, 1e-7, 0.1, Number.MAX_SAFE_INTEGER, -1].map((n) => ({
      name: `the number ${Object.is(n, -0) ? "-0" : n} there and back`,
      path: `echo?input=${encodeURIComponent(`{"text":"","n":${Object.is(n, -0) ? "-0" : n}}`)}`,
    })),
    { name: "a number too large for one", path: `echo?input=${encodeURIComponent('{"text":"","n":1e999}')}` },
    { name: "brackets inside a text", path: `echo?${input({ text: "[{".repeat(100) })}` },
    ...["a", "a,b", "0", "-1", "1.5", "true", "[1]", '{"0":1}'].map((text) => ({
      name: `the input ${text}`,
      path: `plainInput?input=${encodeURIComponent(text)}`,
    })),
    { name: "a key twice", path: `echo?input=${encodeURIComponent('{"text":"a","text":"b"}')}` },
  ];
}

function stricter(): Case[] {
  const types = [
    "text/plain",
    "application/x-www-form-urlencoded",
    "application/octet-stream",
    "application/json-patch+json",
    "APPLICATION/JSON;x=1",
    "application/json, text/plain",
  ];
  return [
    ...types.map((type) => ({
      name: `POST as ${type}`,
      method: "POST",
      path: "plainWrite",
      headers: { "content-type": type },
      body: "{}",
      stricter: 415,
    })),
    ...["PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"].map((method) => ({
      name: `the method ${method}`,
      method,
      path: "hello",
      stricter: 405,
    })),
    {
      name: "a page of another origin",
      method: "POST",
      path: "plainWrite",
      headers: { ...json, origin: "http://evil.example" },
      stricter: 403,
    },
    {
      name: "another site",
      method: "POST",
      path: "plainWrite",
      headers: { ...json, "sec-fetch-site": "cross-site" },
      stricter: 403,
    },
    {
      name: "a batch of one call too many",
      path: `${Array.from({ length: 21 }, () => "hello").join(",")}?batch=1`,
      stricter: 400,
    },
    { name: "another host", path: "hello", headers: { host: "evil.example" }, stricter: 400 },
    {
      name: "nesting without end",
      method: "POST",
      path: "echoWrite",
      headers: json,
      body: "[".repeat(1_000) + "]".repeat(1_000),
      stricter: 400,
    },
    {
      name: "a prototype key",
      method: "POST",
      path: "echoWrite",
      headers: json,
      body: '{"text":"a","__proto__":{}}',
      stricter: 400,
    },
    {
      name: "an escaped prototype key",
      method: "POST",
      path: "echoWrite",
      headers: json,
      body: '{"text":"a","\\u005f_proto__":{}}',
      stricter: 400,
    },
    {
      name: "a body too large",
      method: "POST",
      path: "echoWrite",
      headers: json,
      body: `{"text":"${"x".repeat(100_000)}"}`,
      stricter: 413,
    },
  ];
}

const telling = ["content-type", "vary", "allow", "set-cookie"];

function send(
  port: number,
  { method = "GET", path, headers = {}, body }: Case,
): Promise<{ status: number; headers: object; body: unknown }> {
  return new Promise((resolve, reject) => {
    const request = httpRequest({ port, host: "127.0.0.1", method, path: `/rpc/${path}`, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () => {
        const kept = Object.fromEntries(telling.map((name) => [name, response.headers[name]]));
        const text = Buffer.concat(chunks)
          .toString()
          .replaceAll(/"requestId":"[^"]*"/g, '"requestId":"request"');
        resolve({ status: response.statusCode ?? 0, headers: kept, body: text });
      });
    });
    request.on("error", reject);
    request.end(body);
  });
}
