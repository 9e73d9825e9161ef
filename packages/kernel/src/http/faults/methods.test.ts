// Faults: 15.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { METHODS } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { notes, serveNotes } from "../../../test/notes-app.ts";
import { exchange, rawCall, rawRequest } from "../../../test/raw-http.ts";

const folder = mkdtempSync(join(tmpdir(), "plinth-web-"));
writeFileSync(join(folder, "index.html"), "<!doctype html><title>page</title>");

let app: Awaited<ReturnType<typeof serveNotes>>;
beforeAll(async () => {
  app = await serveNotes({ webFolder: folder });
  await app.post("create", { body: "kept" });
});
afterAll(async () => {
  await app[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

const close = { Connection: "close" };
const others = METHODS.filter((method) => !["GET", "HEAD", "POST"].includes(method));

test.each(others)("%s is refused with 405 on every route, which says what to use", async (method) => {
  const routes: [string, string][] = [
    ["/rpc/list", "GET, POST"],
    ["/rpc/wipe", "GET, POST"],
    ["/rpc/list,list?batch=1", "GET, POST"],
    ["/rpc/", "GET, POST"],
    ["/", "GET, HEAD"],
    ["/a/page", "GET, HEAD"],
    ["/healthz", "GET, HEAD"],
    ["/readyz", "GET, HEAD"],
  ];
  for (const [path, allow] of routes) {
    // The target of CONNECT is a host, not a path.
    const target = method === "CONNECT" ? "localhost:80" : path;
    const answers = await exchange(app.port, rawRequest(`${method} ${target}`, close));

    const expected = method === "CONNECT" ? "GET, POST" : allow;
    expect([path, answers[0]?.status, answers[0]?.headers.allow]).toEqual([path, 405, expected]);
    expect(answers).toHaveLength(1);
  }
  expect(await app.count()).toBe(1);
});

test("HEAD is answered for pages and probes with headers alone, and refused for procedures", async () => {
  for (const [path, status] of [
    ["/", 200],
    ["/healthz", 200],
    ["/readyz", 200],
    ["/rpc/list", 405],
    ["/rpc/wipe", 405],
  ] as const) {
    const response = await fetch(app.url + path, { method: "HEAD" });

    expect([path, response.status, await response.text()]).toEqual([path, status, ""]);
  }
  expect(await app.count()).toBe(1);
});

test("POST is for procedures alone", async () => {
  for (const path of ["/", "/a/page", "/healthz", "/readyz"]) {
    expect((await fetch(app.url + path, { method: "POST" })).status).toBe(405);
  }
});

test.each(["X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override", "_method"])(
  "the header %s changes nothing about a method",
  async (name) => {
    const asPost = await exchange(app.port, rawRequest("GET /rpc/wipe", { ...close, [name]: "POST" }));
    const inAddress = await exchange(app.port, rawRequest(`GET /rpc/wipe?${name}=POST`, close));
    const asDelete = await exchange(app.port, rawCall("create", { body: "new" }, { ...close, [name]: "DELETE" }));

    expect([asPost[0]?.status, inAddress[0]?.status, asDelete[0]?.status]).toEqual([405, 405, 200]);
    expect(await app.count()).toBe(2);
    await app.database.write((db) => db.delete(notes));
    await app.post("create", { body: "kept" });
  },
);
