// Faults: 9, 15, 16, 18.
import { connect } from "node:net";
import { expect, test } from "vitest";
import { serveNotes } from "../../test/notes-app.ts";

test("a form on another site cannot run a mutation, whatever its encoding", async () => {
  await using app = await serveNotes();
  await app.post("create", { body: "kept" });
  const form = new FormData();
  form.set("a", "b");

  const attempts: [string, BodyInit | undefined, Record<string, string>][] = [
    ["wipe", form, {}],
    ["wipe", "a=b", { "content-type": "application/x-www-form-urlencoded" }],
    ["wipe", "{}", { "content-type": "text/plain" }],
    ["wipe", new Uint8Array([1]), { "content-type": "application/octet-stream" }],
    ["wipe", "{}", { "content-type": "application/json, text/plain" }],
    ["wipe", "{}", { "content-type": "application/json;charset=utf-16" }],
    ["wipe", "{}", { "content-type": "application/json\t;x" }],
    ["wipe", undefined, {}],
  ];
  for (const [procedure, body, headers] of attempts) {
    const response = await fetch(`${app.url}/rpc/${procedure}`, { method: "POST", headers, ...(body && { body }) });
    expect([response.status, headers]).toEqual([415, headers]);
  }

  expect(await app.count()).toBe(1);
});

test("a page of another origin cannot run a mutation, with or without the cookie", async () => {
  await using app = await serveNotes();
  await app.post("create", { body: "kept" });

  const refused: Record<string, string>[] = [
    { origin: "http://evil.example" },
    { origin: "null" },
    { origin: "http://app.example.evil.example" },
    { origin: "http://app.example", "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "same-site" },
    { "sec-fetch-site": "none" },
    { cookie: "session=ada" },
  ];
  for (const headers of refused) {
    const response = await app.post("wipe", "", headers);
    expect([response.status, headers]).toEqual([403, headers]);
  }

  expect(await app.count()).toBe(1);
});

test("our own pages and programs without cookies may run mutations", async () => {
  await using app = await serveNotes();

  const welcome: Record<string, string>[] = [
    { origin: "http://app.example", cookie: "session=ada" },
    { origin: "http://app.example", "sec-fetch-site": "same-origin", cookie: "session=ada" },
    { authorization: "Bearer ada" },
    {},
  ];
  for (const headers of welcome) {
    const response = await app.post("create", { body: "new" }, headers);
    expect([response.status, headers]).toEqual([200, headers]);
  }

  expect(await app.count()).toBe(4);
});

test("only hosts on the list are served", async () => {
  await using app = await serveNotes();

  expect(await rawStatus(app.port, "GET /rpc/list HTTP/1.1\r\nHost: localhost:80\r\n\r\n")).toBe(200);
  expect(await rawStatus(app.port, "GET /rpc/list HTTP/1.1\r\nHost: evil.example\r\n\r\n")).toBe(400);
  expect(await rawStatus(app.port, "GET /rpc/list HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n")).toBe(
    400,
  );
  expect(await rawStatus(app.port, "GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n")).toBe(400);
  expect(await rawStatus(app.port, "GET http://evil.example/rpc/list HTTP/1.1\r\nHost: localhost\r\n\r\n")).toBe(200);
});

test("other methods are refused and change nothing", async () => {
  await using app = await serveNotes();
  await app.post("create", { body: "kept" });

  for (const method of ["PUT", "PATCH", "DELETE", "OPTIONS", "HEAD", "TRACE"]) {
    const status = await rawStatus(app.port, `${method} /rpc/wipe HTTP/1.1\r\nHost: localhost\r\n\r\n`);
    expect([method, status]).toEqual([method, 405]);
  }
  // A mutation asked for with GET, as a link or an image would.
  expect((await fetch(`${app.url}/rpc/wipe`)).status).toBe(405);

  expect(await app.count()).toBe(1);
});

/** The status of the first answer to bytes as written. */
function rawStatus(port: number, request: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1", () => socket.write(request));
    socket.once("data", (data) => {
      resolve(Number(/^HTTP\/1\.1 (\d+)/.exec(data.toString())?.[1]));
      socket.destroy();
    });
    socket.once("error", reject);
  });
}
