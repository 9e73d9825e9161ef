// Faults: 3.
import { expect, test } from "vitest";
import { serveNotes } from "../../../test/notes-app.ts";
import { openRaw, rawRequest } from "../../../test/raw-http.ts";
import { createLog } from "../../index.ts";
import { boundedServer, usualConnections } from "../connections.ts";

/** Opens connections and tells which of them the server kept. */
async function flood(port: number, size: number) {
  const clients = await Promise.all(Array.from({ length: size }, () => openRaw(port)));
  // A probe is answered after everything that came before it was let in or refused.
  await Promise.all(clients.map((client) => Promise.race([client.closed, probe(client)])));
  const kept = clients.filter((client) => !client.socket.destroyed);
  return { kept, refused: size - kept.length, end: () => clients.map((client) => client.socket.destroy()) };
}

async function probe(client: Awaited<ReturnType<typeof openRaw>>): Promise<number | undefined> {
  client.write(rawRequest("GET /healthz"));
  return (await client.next())?.status;
}

test.each([
  ["altogether", { total: 20 }],
  ["from one address", { perAddress: 20 }],
])("connections above the limit %s are refused, and those within it go on being answered", async (_, limit) => {
  await using app = await serveNotes({ connections: limit });

  const { kept, refused, end } = await flood(app.port, 120);

  expect([kept.length, refused]).toEqual([20, 100]);
  expect(await Promise.all(kept.map(probe))).toEqual(kept.map(() => 200));
  end();
});

test("who ends a connection makes room for another", async () => {
  await using app = await serveNotes({ connections: { perAddress: 3 } });
  const { kept, end } = await flood(app.port, 3);
  const [first] = kept;

  first?.socket.destroy();
  await first?.closed;

  await expect.poll(async () => probe(await openRaw(app.port))).toBe(200);
  end();
});

test("behind a proxy, connections from its one address are everybody's, and not counted", async () => {
  await using app = await serveNotes({ connections: { perAddress: 3 }, trustedProxies: 1 });

  const { refused, end } = await flood(app.port, 20);

  expect(refused).toBe(0);
  end();
});

test("a flood is one line in the log, which names where it came from", async () => {
  await using app = await serveNotes({ connections: { perAddress: 1 } });

  const { end } = await flood(app.port, 50);

  const refusals = app.lines.map((line) => JSON.parse(line)).filter((line) => line.msg === "connections refused");
  expect(refusals).toMatchObject([{ level: 40, lastAddress: "127.0.0.1" }]);
  end();
});

test("a connection the system cannot accept is logged and does not end the process", () => {
  const lines: string[] = [];
  const log = createLog("info", { write: (line) => void lines.push(line) });
  const server = boundedServer(usualConnections, { log, trustedProxies: 0, connections: new Map() });
  Object.defineProperty(server, "listening", { value: true });

  server.emit("error", new Error("accept ENOBUFS"));

  expect(lines).toHaveLength(1);
  expect(JSON.parse(lines[0] ?? "")).toMatchObject({ level: 50, error: { message: "accept ENOBUFS" } });
});

test("unless told otherwise, there is an end to connections", () => {
  expect(usualConnections.total).toBeLessThanOrEqual(10_000);
  expect(usualConnections.perAddress).toBeLessThanOrEqual(1_000);
});
