// Faults: 24.
import { afterAll, beforeAll, expect, test } from "vitest";
import { serveNotes } from "../../../test/notes-app.ts";
import { openRaw, rawCall, rawRequest } from "../../../test/raw-http.ts";

let app: Awaited<ReturnType<typeof serveNotes>>;
beforeAll(async () => {
  app = await serveNotes();
});
afterAll(() => app[Symbol.asyncDispose]());

/** The sockets and timers this process holds, on both ends of its connections. */
const handles = () => process.getActiveResourcesInfo().filter((name) => /TCP|Timeout/.test(name)).length;

/** Sends bytes on connections of their own, a few at a time, and hangs up on all of them. */
async function abort(times: number, bytes: (index: number) => string): Promise<void> {
  const atOnce = 25;
  for (let done = 0; done < times; done += atOnce) {
    await Promise.all(
      Array.from({ length: atOnce }, async (_, i) => {
        const client = await openRaw(app.port);
        client.socket.write(bytes(done + i), () => client.socket.resetAndDestroy());
        await client.closed;
      }),
    );
  }
}

test("a thousand clients that hang up, in the middle of a call or of waiting for it, leave nothing behind", async () => {
  const call = rawCall("create", { body: "new" });
  const ways = [
    () => "",
    () => call.slice(0, 20),
    () => call.slice(0, -5),
    () => call,
    () => rawRequest("GET /rpc/list"),
    () => rawRequest("GET /rpc/private", { Authorization: "Bearer ada" }),
    () => rawRequest(`GET /rpc/large?input=${encodeURIComponent('{"bytes":1000000}')}`),
    () => call + call + call.slice(0, -5),
    () => rawCall("createThenFail", { body: "new" }),
    () => rawRequest("POST /rpc/wipe", { "Content-Type": "application/json", Expect: "100-continue" }),
  ];

  await abort(1_000, (i) => ways[i % ways.length]?.() ?? "");

  // Of each way there were a hundred; what is left are the listening socket, connections to a database, and the tests' own timers.
  await expect.poll(handles, { timeout: 10_000 }).toBeLessThan(40);
  expect(app.lines.filter((line) => JSON.parse(line).level > 30)).toEqual([]);
  expect((await app.post("create", { body: "after" })).status).toBe(200);
});

test("a call that has begun is done completely, though its client hangs up", async () => {
  const [notesBefore, eventsBefore] = [await app.count(), await app.countEvents()];
  const client = await openRaw(app.port);

  client.write(rawCall("createSlowly", { body: "slow" }));
  await app.doors.entered.promise;
  client.socket.resetAndDestroy();
  await client.closed;
  app.doors.leave.resolve();

  const written = async () => [(await app.count()) - notesBefore, (await app.countEvents()) - eventsBefore];
  await expect.poll(written).toEqual([1, 1]);
});

test("a body that is broken off is no call", async () => {
  const before = await app.count();
  const call = rawCall("create", { body: "new" });

  await abort(50, (i) => call.slice(0, call.length - 1 - (i % 14)));

  expect(await app.count()).toBe(before);
});
