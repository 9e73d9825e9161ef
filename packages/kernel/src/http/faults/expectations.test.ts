// Faults: 25.
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { notes, serveNotes } from "../../../test/notes-app.ts";
import { exchange, openRaw, rawCall, rawRequest } from "../../../test/raw-http.ts";

let app: Awaited<ReturnType<typeof serveNotes>>;
beforeAll(async () => {
  app = await serveNotes();
});
afterAll(() => app[Symbol.asyncDispose]());
beforeEach(() => app.database.write((db) => db.delete(notes)));

const waits = { Expect: "100-continue" };

test("a client that waits to be asked for its body is asked, and answered", async () => {
  const client = await openRaw(app.port);
  const [head, body = ""] = rawCall("create", { body: "new" }, waits).split(/(?<=\r\n\r\n)/);

  client.write(head ?? "");
  expect(await client.next()).toMatchObject({ status: 100 });
  client.write(body);
  expect(await client.next()).toMatchObject({ status: 200 });

  client.socket.destroy();
  expect(await app.count()).toBe(1);
});

test.each([
  ["comes from another site", { Origin: "http://evil.example" }, 403],
  ["has a body of another type", { "Content-Type": "text/plain" }, 415],
  ["has a body above the limit", { "Content-Length": "100001" }, 413],
  ["names another host", { Host: "evil.example" }, 400],
])("one that %s is never asked, and its connection ends", async (_, headers, status) => {
  const [head = ""] = rawCall("create", { body: "new" }, { ...waits, ...headers }).split(/(?<=\r\n\r\n)/);

  // A client that was not asked may send its next request instead, and it must not be taken for the body, nor run.
  const answers = await exchange(app.port, head, rawCall("create", { body: "smuggled" }));

  expect(answers).toMatchObject([{ status, headers: { connection: "close" } }]);
  expect(await app.count()).toBe(0);
});

test("a client that waits in vain for more than 100-continue is told so", async () => {
  for (const expected of ["200-ok", "100-continue, 200-ok", "100-continued"]) {
    const answers = await exchange(app.port, rawCall("create", { body: "new" }, { Expect: expected }));

    expect(answers).toMatchObject([{ status: 417, headers: { "x-content-type-options": "nosniff" } }]);
  }
  expect(await app.count()).toBe(0);
});

test.each(["websocket", "h2c", "TLS/1.2", "websocket, h2c"])(
  "an upgrade to %s is not taken up: the request is answered as what it is",
  async (protocol) => {
    const upgrade = {
      Connection: "Upgrade, HTTP2-Settings, close",
      Upgrade: protocol,
      "HTTP2-Settings": "AAMAAABkAAQAAP__",
      "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
      "Sec-WebSocket-Version": "13",
    };

    expect(await exchange(app.port, rawRequest("GET /rpc/list", upgrade))).toMatchObject([{ status: 200 }]);
    expect(await exchange(app.port, rawRequest("GET /rpc/nope", upgrade))).toMatchObject([{ status: 404 }]);
    expect(await exchange(app.port, rawCall("create", { body: "new" }, upgrade))).toMatchObject([{ status: 200 }]);
  },
);

test("a tunnel is refused, and what is sent through it is not read", async () => {
  const answers = await exchange(
    app.port,
    rawRequest("CONNECT localhost:80") + rawCall("create", { body: "smuggled" }),
  );

  expect(answers).toMatchObject([{ status: 405, headers: { allow: "GET, POST", connection: "close" } }]);
  expect(await app.count()).toBe(0);
});

test("a tunnel asked for behind a call that is still worked on is not answered in that call's place", async () => {
  const answers = await exchange(app.port, rawRequest("GET /rpc/slow") + rawRequest("CONNECT localhost:80"));

  expect(answers).toEqual([]);
});
