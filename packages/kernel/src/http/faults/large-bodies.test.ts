// Faults: 4, 5.
import { expect, test } from "vitest";
import { serveNotes } from "../../../test/notes-app.ts";
import { openRaw, rawCall, rawRequest } from "../../../test/raw-http.ts";
import { anonymous } from "../../index.ts";

const MIB = 1024 * 1024;
const json = { "Content-Type": "application/json" };

async function serveCounting() {
  let asked = 0;
  const authenticate = async () => {
    asked += 1;
    return anonymous;
  };
  return { app: await serveNotes({ maxBodyBytes: MIB, authenticate }), asked: () => asked };
}

test("a body of exactly the limit is read, and one byte more is refused with 413", async () => {
  const { app, asked } = await serveCounting();
  await using _ = app;
  const sized = (bytes: number) => app.post("create", `{"body":"new"}${" ".repeat(bytes - 14)}`);

  expect((await sized(MIB)).status).toBe(200);
  const refused = await sized(MIB + 1);

  expect(refused.status).toBe(413);
  expect((await refused.json()).error.message).toBe(`The request is larger than ${MIB} bytes.`);
  expect([asked(), await app.count()]).toEqual([1, 1]);
});

test("a length above the limit is refused by its announcement, before any of it is sent", async () => {
  const { app, asked } = await serveCounting();
  await using _ = app;
  const client = await openRaw(app.port);

  client.write(rawRequest("POST /rpc/create", { ...json, "Content-Length": String(200 * MIB) }));
  await client.closed;

  expect(client.answers()).toMatchObject([{ status: 413, headers: { connection: "close" } }]);
  expect(asked()).toBe(0);
});

test("a chunked body is refused at the limit, and no more of it is taken in", async () => {
  const { app, asked } = await serveCounting();
  await using _ = app;
  const client = await openRaw(app.port);
  const chunk = Buffer.concat([Buffer.from("10000\r\n"), Buffer.alloc(0x10000, "x"), Buffer.from("\r\n")]);
  const before = process.memoryUsage().arrayBuffers;
  let most = 0;

  client.write(rawRequest("POST /rpc/create", { ...json, "Transfer-Encoding": "chunked" }));
  while (!client.socket.destroyed && client.socket.bytesWritten < 200 * MIB) {
    if (!client.socket.write(chunk)) await new Promise((resolve) => setTimeout(resolve, 1));
    most = Math.max(most, process.memoryUsage().arrayBuffers - before);
  }
  await client.closed;

  expect(client.answers()).toMatchObject([{ status: 413 }]);
  expect(client.socket.bytesWritten).toBeLessThan(50 * MIB);
  expect(most).toBeLessThan(32 * MIB);
  expect(asked()).toBe(0);
});

test("what is refused for another reason is not read to its end either", async () => {
  await using app = await serveNotes();
  const foreign = { Origin: "http://evil.example", "Content-Length": String(200 * MIB) };
  const clients = await Promise.all([1, 2, 3].map(() => openRaw(app.port)));

  clients[0]?.write(rawRequest("POST /rpc/create", { ...json, ...foreign }));
  clients[1]?.write(rawRequest("PUT /rpc/create", { ...json, "Transfer-Encoding": "chunked" }));
  clients[2]?.write(rawRequest("POST /nothing-here", { ...json, "Content-Length": String(200 * MIB) }));
  await Promise.all(clients.map((client) => client.closed));

  expect(clients.flatMap((client) => client.answers().map(({ status }) => status))).toEqual([403, 405, 405]);
});

test("after a small refused body the connection is used again", async () => {
  await using app = await serveNotes();
  const client = await openRaw(app.port);

  client.write(rawCall("create", { body: "new" }, { Origin: "http://evil.example" }));
  client.write(rawCall("create", { body: "new" }, { Connection: "close" }));
  await client.closed;

  expect(client.answers().map(({ status }) => status)).toEqual([403, 200]);
});
