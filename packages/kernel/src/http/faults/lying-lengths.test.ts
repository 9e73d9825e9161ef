// Faults: 6.
import { afterAll, beforeAll, expect, test } from "vitest";
import { serveNotes } from "../../../test/notes-app.ts";
import { exchange, openRaw, rawCall, rawRequest } from "../../../test/raw-http.ts";

let app: Awaited<ReturnType<typeof serveNotes>>;
beforeAll(async () => {
  app = await serveNotes({ connections: { headersTimeoutMs: 500, requestTimeoutMs: 500, checkIntervalMs: 100 } });
});
afterAll(() => app[Symbol.asyncDispose]());

const body = '{"body":"new"}';
const json = { "Content-Type": "application/json" };

test.each(["-1", "+14", "0x0e", "14, 14", "14 14", "1e1", "14.0", "", "99999999999999999999", "fourteen"])(
  'the length "%s" is refused with 400, and the connection is closed',
  async (length) => {
    const answers = await exchange(
      app.port,
      rawRequest("POST /rpc/create", { ...json, "Content-Length": length }, body),
    );

    expect(answers).toMatchObject([{ status: 400, headers: { connection: "close" } }]);
    expect(await app.count()).toBe(0);
  },
);

test.each([
  ["the same", "14"],
  ["different", "15"],
])("two lengths, %s, are refused with 400", async (_, second) => {
  const twice = `Content-Length: 14\r\nContent-Length: ${second}\r\nContent-Type: application/json`;

  const answers = await exchange(app.port, `POST /rpc/create HTTP/1.1\r\nHost: localhost\r\n${twice}\r\n\r\n${body}`);

  expect(answers).toMatchObject([{ status: 400 }]);
  expect(await app.count()).toBe(0);
});

test("a length longer than the body waits for the rest, then is answered with 408", async () => {
  const answers = await exchange(app.port, rawRequest("POST /rpc/create", { ...json, "Content-Length": "20" }, body));

  expect(answers).toMatchObject([{ status: 408 }]);
  expect(await app.count()).toBe(0);
});

test("a length longer than the body runs nothing when the client then leaves", async () => {
  const client = await openRaw(app.port);

  client.write(rawRequest("POST /rpc/create", { ...json, "Content-Length": "20" }, body));
  client.socket.end();
  await client.closed;

  expect(await app.count()).toBe(0);
});

test("a length shorter than the body: the cut body is refused, and the rest is no request", async () => {
  const hidden = rawCall("create", { body: "smuggled" });

  const answers = await exchange(
    app.port,
    rawRequest("POST /rpc/create", { ...json, "Content-Length": "5" }, body + hidden),
  );

  expect(answers).toMatchObject([{ status: 400, headers: { connection: "close" } }]);
  expect(JSON.parse(answers[0]?.body ?? "").error.message).toBe("The request is not valid JSON.");
  expect(await app.count()).toBe(0);
});
