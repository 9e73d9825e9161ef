import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { type Database, openDatabase } from "@plinth/database";
import { emptyTestDatabase } from "@plinth/database/test";
import { expect, test } from "vitest";
import { deferred, serveNodes, serveOptions } from "../../test/nodes.ts";
import { systemClock } from "../clock.ts";
import { LiveQueries } from "../live/live-queries.ts";
import { CallLimits } from "./call-limits.ts";
import { rpcHandler } from "./rpc.ts";

const plenty = { perMinute: 100_000, burst: 100_000 };

test("all servers of a database together let through what the limit allows", async () => {
  await using nodes = await serveNodes({ address: { perMinute: 60, burst: 30 }, actor: plenty });

  // Each is asked for more than the limit, so each uses up what it leased.
  const asked = Array.from({ length: nodes.count * 40 }, async (_, i) => (await nodes.ask(i, "look")).status);
  const statuses = await Promise.all(asked);

  expect(statuses.filter((status) => status === 200)).toHaveLength(30);
  expect(statuses.filter((status) => status === 429)).toHaveLength(nodes.count * 40 - 30);
});

test("a person's calls are counted wherever they arrive, and nobody else's with them", async () => {
  await using nodes = await serveNodes({ address: plenty, actor: { perMinute: 60, burst: 20 } });
  const flood = Array.from(
    { length: nodes.count * 30 },
    async (_, i) => (await nodes.ask(i, "mine", { as: "ada" })).status,
  );

  const statuses = await Promise.all(flood);

  expect(statuses.filter((status) => status === 200)).toHaveLength(20);
  expect((await nodes.ask(0, "mine", { as: "bob" })).status).toBe(200);
});

test("costly calls weigh the same on every server", async () => {
  await using nodes = await serveNodes({ address: { perMinute: 60, burst: 50 }, actor: plenty });

  const asked = Array.from({ length: nodes.count * 15 }, async (_, i) => (await nodes.ask(i, "costly")).status);
  const statuses = await Promise.all(asked);

  expect(statuses.filter((status) => status === 200)).toHaveLength(10);
});

test("the addresses of one IPv6 /64 share a limit, on any server", async () => {
  await using nodes = await serveNodes({ address: { perMinute: 60, burst: 9 }, actor: plenty });
  const flood = Array.from(
    { length: nodes.count * 12 },
    async (_, i) => (await nodes.ask(i, "look", { from: `2001:db8:1:2::${i + 1}` })).status,
  );

  const statuses = await Promise.all(flood);

  expect(statuses.filter((status) => status === 200)).toHaveLength(9);
  expect((await nodes.ask(0, "look", { from: "2001:db8:1:3::1" })).status).toBe(200);
});

test("a refusal says truly when to ask again", async () => {
  await using nodes = await serveNodes({ address: { perMinute: 20, burst: 5 }, actor: plenty });
  for (let call = 0; call < 5; call++) expect((await nodes.ask(call, "look")).status).toBe(200);

  const refused = await nodes.ask(1, "look");
  const seconds = Number(refused.headers.get("retry-after"));

  expect([refused.status, seconds]).toEqual([429, 3]);
  nodes.pass(seconds * 1_000 - 1);
  expect((await nodes.ask(2, "look")).status).toBe(429);
  nodes.pass(1);
  expect((await nodes.ask(0, "look")).status).toBe(200);
});

test("a caller who hangs up while the limit is asked for leaves nothing behind that waits", async () => {
  const test = await emptyTestDatabase();
  const database = await openDatabase({ url: test.url });
  const asked = deferred<void>();
  const answer = deferred<void>();
  const held: Database = {
    ...database,
    shared: true,
    statement: async (work) => {
      asked.resolve();
      await answer.promise;
      return database.statement(work);
    },
  };
  const options = serveOptions(held, { limits: { address: plenty, actor: plenty }, clock: systemClock });
  const rpc = rpcHandler({ options, engine: new LiveQueries(database), calls: new CallLimits(options) });
  const handled = deferred<unknown>();
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    const client = { address: "192.0.2.7", userAgent: null };
    const call = { path: "look", requestId: "1", now: new Date(), client };
    rpc(request, response, call).then(handled.resolve, handled.resolve);
    request.on("close", answer.resolve);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  // Safe because a server that listens on a port has an AddressInfo.
  const socket = connect((server.address() as AddressInfo).port, "127.0.0.1");

  socket.write(
    "POST /rpc/look HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{",
  );
  await asked.promise;
  socket.destroy();

  expect(await handled.promise).toMatchObject({ code: "BAD_REQUEST", message: "The request was broken off." });
  server.close();
  await database.close();
  await test.drop();
});
