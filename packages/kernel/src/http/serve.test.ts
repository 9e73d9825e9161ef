// Faults: 4, 28, 29, 33, 34, 172.
import { expect, test } from "vitest";
import { serveNotes } from "../../test/notes-app.ts";
import { openRaw, rawRequest } from "../../test/raw-http.ts";

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
  const logged = app.lines.map((line) => JSON.parse(line)).find((line) => line.msg === "procedure failed");
  expect(logged).toMatchObject({ requestId, procedure: "crash" });
  expect(JSON.stringify(logged)).toContain("/etc/passwd");
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
  await expect.poll(() => app.lines.length).toBe(1);

  const [line = ""] = app.lines;
  expect(line.trimEnd()).not.toContain("\n");
  expect(JSON.parse(line)).toMatchObject({ level: 30, method: "GET", msg: "request" });
  expect(line).not.toContain("my secret input");
});

test("of a long path the log keeps the beginning", async () => {
  await using app = await serveNotes();

  await fetch(`${app.url}/rpc/${"x".repeat(10_000)}`);
  await expect.poll(() => app.lines.length).toBe(1);

  expect(JSON.parse(app.lines[0] ?? "").path).toBe(`/rpc/${"x".repeat(295)}`);
});
