// Faults: 1, 2.
import { expect, test } from "vitest";
import { serveNotes } from "../../../test/notes-app.ts";
import { openRaw, type RawConnection, rawCall, rawRequest } from "../../../test/raw-http.ts";
import { anonymous } from "../../index.ts";
import { usualConnections } from "../connections.ts";

const impatient = { headersTimeoutMs: 400, requestTimeoutMs: 1_000, checkIntervalMs: 100 };

/** Sends the rest one byte at a time, for as long as the server listens. */
async function drip(connection: RawConnection, rest: string): Promise<void> {
  for (const byte of rest) {
    if (connection.socket.destroyed) return;
    connection.write(byte);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

test("headers that take too long are answered with 408, and the connection is closed", async () => {
  await using app = await serveNotes({ connections: { ...impatient, requestTimeoutMs: 60_000 } });
  const client = await openRaw(app.port);

  void drip(client, rawRequest("GET /rpc/list", { "X-Long": "x".repeat(500) }));
  const answer = await client.next();
  await client.closed;

  expect(answer).toMatchObject({ status: 408, headers: { connection: "close" } });
  expect(JSON.parse(answer?.body ?? "").error.message).toBe("The request took too long to arrive.");
});

test("a client that connects and says nothing is let go", async () => {
  await using app = await serveNotes({ connections: impatient });
  const client = await openRaw(app.port);

  await client.closed;

  expect(client.answers()).toMatchObject([{ status: 408 }]);
});

test.each<Record<string, string>>([{}, { Connection: "close" }])(
  "a body that takes too long is answered with 408, and nobody is asked who sends it %j",
  async (headers) => {
    let asked = 0;
    const authenticate = async () => {
      asked += 1;
      return anonymous;
    };
    await using app = await serveNotes({ connections: impatient, authenticate });
    const client = await openRaw(app.port);
    const call = rawCall("create", { body: "x".repeat(90) }, headers);

    client.write(call.slice(0, -100));
    void drip(client, call.slice(-100));
    const answer = await client.next();
    await client.closed;

    expect(answer).toMatchObject({ status: 408, headers: { connection: "close" } });
    expect(answer?.headers["x-request-id"]).toBe(JSON.parse(answer?.body ?? "").error.data.requestId);
    expect([asked, await app.count()]).toEqual([0, 0]);
  },
);

test("a chunked body without end is no different", async () => {
  await using app = await serveNotes({ connections: impatient });
  const client = await openRaw(app.port);

  client.write(rawRequest("POST /rpc/wipe", { "Content-Type": "application/json", "Transfer-Encoding": "chunked" }));
  void drip(client, "1\r\n \r\n".repeat(100));
  await client.closed;

  expect(client.answers()).toMatchObject([{ status: 408 }]);
});

test("the rest of a body that was refused is waited for no longer, and not answered twice", async () => {
  await using app = await serveNotes({ connections: impatient });
  const client = await openRaw(app.port);

  client.write(rawCall("create", { body: "new" }, { Origin: "http://evil.example" }).slice(0, -1));
  await client.closed;

  expect(client.answers()).toMatchObject([{ status: 403 }]);
});

test("slow work is no slow client: its answer is waited for", async () => {
  await using app = await serveNotes({ connections: { ...impatient, stalledTimeoutMs: 200, keepAliveTimeoutMs: 200 } });
  const client = await openRaw(app.port);

  client.write(rawRequest("GET /rpc/slow", { Connection: "close" }));
  await app.doors.entered.promise;
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  app.doors.leave.resolve();

  expect(await client.next()).toMatchObject({ status: 200, body: '{"result":{"data":"done"}}' });
});

test("a client that does not take its answer is let go", async () => {
  await using app = await serveNotes({ connections: { stalledTimeoutMs: 300 } });
  const client = await openRaw(app.port);
  client.socket.pause();

  // More than the buffers of both ends hold.
  client.write(rawRequest(`GET /rpc/large?input=${encodeURIComponent('{"bytes":30000000}')}`));
  await expect.poll(() => app.lines.filter((line) => line.includes("/rpc/large")).length, { timeout: 10_000 }).toBe(1);
  client.socket.resume();
  await client.closed;

  expect(client.answers()).toEqual([]);
});

test("unless told otherwise, headers have 10 s, a request 30 s, and an answer that nobody takes 60 s", () => {
  expect(usualConnections).toMatchObject({
    headersTimeoutMs: 10_000,
    requestTimeoutMs: 30_000,
    stalledTimeoutMs: 60_000,
  });
  expect(usualConnections.checkIntervalMs).toBeLessThanOrEqual(2_000);
});
