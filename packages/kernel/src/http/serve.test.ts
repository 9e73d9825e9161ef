// Faults: 4, 28, 29, 33, 34, 172.
import { expect, test } from "vitest";
import { serveNotes } from "../../test/notes-app.ts";
import { openRaw, rawRequest } from "../../test/raw-http.ts";

/** The one line of the log with this message, once it is there. */
async function logged({ lines }: { lines: readonly string[] }, message: string): Promise<string> {
  const found = () => lines.filter((line) => JSON.parse(line).msg === message);
  await expect.poll(() => found().length, { timeout: 10_000 }).toBe(1);
  return found()[0] ?? "";
}

test("a body above the limit is refused before it is parsed", async () => {
  await using app = await serveNotes();

  const response = await app.post("create", { body: "x".repeat(200_000) });

  expect(response.status).toBe(413);
  expect(await response.json()).toMatchObject({ error: { data: { code: "PAYLOAD_TOO_LARGE" } } });
  expect(await app.count()).toBe(0);
});

test("a batch above the limit runs none of its calls", async () => {
  await using app = await serveNotes();
  const batch = (size: number) => {
    const path = Array.from({ length: size }, () => "create").join(",");
    return app.post(
      `${path}?batch=1`,
      Object.fromEntries(Array.from({ length: size }, (_, i) => [i, { body: "new" }])),
    );
  };

  expect((await batch(21)).status).toBe(400);
  expect(await app.count()).toBe(0);
  expect((await batch(20)).status).toBe(200);
  expect(await app.count()).toBe(20);
});

test("an unexpected error reaches the log, and only a request id reaches the caller", async () => {
  await using app = await serveNotes();

  const response = await fetch(`${app.url}/rpc/crash`);
  const body = await response.text();

  expect(response.status).toBe(500);
  expect(body).not.toMatch(/passwd|users|at .*\.ts/);
  const { requestId } = JSON.parse(body).error.data;
  expect(requestId).toBe(response.headers.get("x-request-id"));
  const line = await logged(app, "procedure failed");
  expect(JSON.parse(line)).toMatchObject({ requestId, procedure: "crash", address: "127.0.0.1" });
  expect(line).toContain("/etc/passwd");
});

test("a database error is a refusal in plain words, without statement, table or parameters", async () => {
  await using app = await serveNotes();
  await app.post("create", { body: "first" });

  const response = await app.post("clash", "");
  const body = await response.text();

  expect(response.status).toBe(409);
  expect(body).not.toMatch(/insert|setup_links|secret|unique|constraint/i);
  expect(app.lines.join("")).not.toContain("my secret parameter");
});

test("every answer carries the security headers and is not stored", async () => {
  await using app = await serveNotes();

  for (const path of ["/healthz", "/readyz", "/rpc/list", "/rpc/nope", "/rpc/crash", "/nothing-here"]) {
    const { headers } = await fetch(app.url + path);
    expect(headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("referrer-policy")).toBe("same-origin");
    expect([path, headers.get("cache-control")]).toEqual([path, "no-store"]);
  }
});

test("readiness follows the database", async () => {
  await using app = await serveNotes();
  expect((await fetch(`${app.url}/readyz`)).status).toBe(200);

  await app.database.close();

  expect((await fetch(`${app.url}/readyz`)).status).toBe(503);
  expect((await fetch(`${app.url}/healthz`)).status).toBe(200);
});

test("stopping answers what has begun and takes nothing new", async () => {
  await using app = await serveNotes();
  const begun = fetch(`${app.url}/rpc/slow`);
  await app.doors.entered.promise;

  const stopped = app.running.stop(5_000);
  await expect(fetch(`${app.url}/healthz`)).rejects.toThrow();
  app.doors.leave.resolve();

  expect(await (await begun).json()).toEqual({ result: { data: "done" } });
  await stopped;
});

test("stopping does not wait for connections on which nothing was asked", async () => {
  await using app = await serveNotes();
  const [silent, half, idle] = await Promise.all([openRaw(app.port), openRaw(app.port), openRaw(app.port)]);
  half.write("GET /rpc/list HTTP/1.1\r\n");
  idle.write(rawRequest("GET /healthz"));
  await idle.next();

  const started = performance.now();
  await app.running.stop(20_000);

  expect(performance.now() - started).toBeLessThan(10_000);
  await Promise.all([silent.closed, half.closed, idle.closed]);
});

test("a request is logged as one line of JSON without its input", async () => {
  await using app = await serveNotes();

  await fetch(`${app.url}/rpc/list%0A%7B%22level%22:60%7D?input=${encodeURIComponent('"my secret input"')}`);

  const line = await logged(app, "request");
  expect(line.trimEnd()).not.toContain("\n");
  expect(JSON.parse(line)).toMatchObject({ level: 30, method: "GET", address: "127.0.0.1", status: 404 });
  expect(app.lines.join("")).not.toContain("my secret input");
});

test("a call that is refused is logged with who asked, from where, for what and why, under the request's id", async () => {
  await using app = await serveNotes();
  const refusalOf = async (path: string, headers: Record<string, string> = {}) => {
    app.lines.length = 0;
    const response = await fetch(`${app.url}/rpc/${path}`, { headers });
    const line = JSON.parse(await logged(app, "procedure refused"));
    expect(line.requestId).toBe(response.headers.get("x-request-id"));
    expect(line).toMatchObject({ level: 30, address: "127.0.0.1", time: expect.stringMatching(/Z$/) });
    return [line.procedure, line.userId, line.code];
  };

  expect(await refusalOf("private")).toEqual(["private", null, "UNAUTHORIZED"]);
  expect(await refusalOf("operate", { authorization: "Bearer ada" })).toEqual(["operate", "ada", "FORBIDDEN"]);
  expect(await refusalOf("list?input=1")).toEqual(["list", null, "BAD_REQUEST"]);
  expect(await refusalOf("x.".repeat(1_000))).toEqual(["x.".repeat(150), null, "NOT_FOUND"]);
});

test("what is refused before any procedure is logged with its address and status", async () => {
  await using app = await serveNotes();

  await app.post("create", { body: "new" }, { origin: "https://evil.example" });
  expect(JSON.parse(await logged(app, "request"))).toMatchObject({ address: "127.0.0.1", status: 403 });
  const broken = await openRaw(app.port);
  broken.write("HELLO\r\n\r\n");
  await broken.closed;

  expect(JSON.parse(await logged(app, "broken request"))).toMatchObject({ address: "127.0.0.1", status: 400 });
});

test("who meets a limit is logged with their address", async () => {
  const [most, one] = [
    { perMinute: 1e9, burst: 1e9 },
    { perMinute: 1, burst: 1 },
  ];
  await using app = await serveNotes({ limits: { actor: most, address: one } });
  await fetch(`${app.url}/rpc/list`);
  app.lines.length = 0;

  expect((await fetch(`${app.url}/rpc/list`)).status).toBe(429);

  expect(JSON.parse(await logged(app, "request"))).toMatchObject({ address: "127.0.0.1", status: 429 });
});

test("of a long path the log keeps the beginning", async () => {
  await using app = await serveNotes();

  await fetch(`${app.url}/rpc/${"x.".repeat(5_000)}`);

  expect(JSON.parse(await logged(app, "request")).path).toBe(`/rpc/${"x.".repeat(147)}x`);
});

test("the token of a link that stands in a path does not reach the log", async () => {
  await using app = await serveNotes();
  const token = "bX3-_kQ9vN2mZ7pR4tL8wC1yF6hJ0sD5gA3eU7iO2xk";

  for (const path of [`/join/${token}`, `/join/${token}/more`, `/rpc/${token}`]) {
    app.lines.length = 0;
    await fetch(app.url + path);
    expect(JSON.parse(await logged(app, "request")).path).toBe(path.replace(token, "…"));
    expect(app.lines.join("")).not.toContain(token);
  }
});
