// Faults: 9.
import { afterAll, beforeAll, expect, test } from "vitest";
import { serveNotes } from "../../../test/notes-app.ts";
import { exchange, rawRequest } from "../../../test/raw-http.ts";

let app: Awaited<ReturnType<typeof serveNotes>>;
beforeAll(async () => {
  app = await serveNotes({ hosts: ["localhost", "app.example"] });
});
afterAll(() => app[Symbol.asyncDispose]());

const statusFor = async (path: string, host: string) =>
  (await exchange(app.port, `GET ${path} HTTP/1.1\r\nConnection: close\r\n${host}\r\n\r\n`))[0]?.status;

test.each(["Host: localhost", "Host: localhost:80", "HOST: LocalHost:65535", "host: app.example"])(
  "%s is ours",
  async (host) => {
    expect(await statusFor("/rpc/list", host)).toBe(200);
  },
);

test.each([
  "Host: evil.example",
  "Host: app.example.evil.example",
  "Host: evil.example:80@app.example",
  "Host: app.example@evil.example",
  "Host: app.example.",
  "Host: app.example, evil.example",
  "Host: app.example:80:80",
  "Host: app.example:",
  "Host: app.example:x",
  "Host: http://app.example",
  "Host: [app.example]",
  "Host: 127.0.0.1",
  "Host: ",
  "X-Host: app.example",
  "X-Forwarded-Host: app.example\r\nHost: evil.example",
  "Forwarded: host=app.example\r\nHost: evil.example",
])("%s is not: 400 for procedures and pages alike", async (host) => {
  expect(await statusFor("/rpc/list", host)).toBe(400);
  expect(await statusFor("/", host)).toBe(400);
});

test.each([
  ["the same name", "Host: localhost\r\nHost: localhost"],
  ["another name", "Host: localhost\r\nHost: evil.example"],
  ["another spelling of the header", "Host: localhost\r\nhOsT: evil.example"],
  ["a header between", "Host: localhost\r\nX: y\r\nHost: app.example"],
])("two hosts, %s, are refused on every route", async (_, hosts) => {
  for (const path of ["/rpc/list", "/", "/healthz", "/readyz"]) expect(await statusFor(path, hosts)).toBe(400);
});

test("probes may use any name, as load balancers do, but need one in HTTP/1.1", async () => {
  expect(await statusFor("/healthz", "Host: 10.0.0.7:3000")).toBe(200);
  expect(await statusFor("/readyz", "Host: 10.0.0.7:3000")).toBe(200);
  expect(await statusFor("/healthz", "X: y")).toBe(400);
  expect((await exchange(app.port, "GET /healthz HTTP/1.0\r\n\r\n"))[0]?.status).toBe(200);
});

test("a host asked for in the request line does not stand in for the header", async () => {
  const [answer] = await exchange(
    app.port,
    rawRequest("GET http://app.example/rpc/list", { Host: "evil.example", Connection: "close" }),
  );

  expect(answer?.status).toBe(400);
});
