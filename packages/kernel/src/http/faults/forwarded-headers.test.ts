// Faults: 26.
import { expect, test } from "vitest";
import { serveNotes } from "../../../test/notes-app.ts";
import { exchange, openRaw, rawRequest } from "../../../test/raw-http.ts";
import { anonymous } from "../../index.ts";

/** Serves behind so many proxies, and tells under which address the last call was counted. */
async function serveBehind(trustedProxies: number) {
  let seen: string | null = null;
  const app = await serveNotes({
    trustedProxies,
    authenticate: async (_, { client }) => {
      seen = client.address;
      return anonymous;
    },
  });
  const addressFor = async (...headers: string[]) => {
    seen = null;
    const lines = ["Host: localhost", "Connection: close", ...headers].join("\r\n");
    await exchange(app.port, `GET /rpc/list HTTP/1.1\r\n${lines}\r\n\r\n`);
    return seen;
  };
  return { addressFor, [Symbol.asyncDispose]: () => app[Symbol.asyncDispose]() };
}

test("without a trusted proxy nothing a client says about its address is believed", async () => {
  await using app = await serveBehind(0);

  for (const header of [
    "X-Forwarded-For: 203.0.113.7",
    "Forwarded: for=203.0.113.7",
    "X-Real-IP: 203.0.113.7",
    "True-Client-IP: 203.0.113.7",
    "CF-Connecting-IP: 203.0.113.7",
    "X-Client-IP: 203.0.113.7",
    "X-Cluster-Client-IP: 203.0.113.7",
  ]) {
    expect([header, await app.addressFor(header)]).toEqual([header, "127.0.0.1"]);
  }
});

test.each([
  [1, ["X-Forwarded-For: 203.0.113.7"], "203.0.113.7"],
  [1, ["X-Forwarded-For: 10.0.0.1, 203.0.113.7"], "203.0.113.7"],
  [1, ["X-Forwarded-For: 10.0.0.1", "X-Forwarded-For: 203.0.113.7"], "203.0.113.7"],
  [1, ["X-Forwarded-For: 2001:db8::7"], "2001:db8::7"],
  [1, ["X-Forwarded-For: 203.0.113.7:50123"], "203.0.113.7"],
  [1, ["X-Forwarded-For: [2001:db8::7]:50123"], "2001:db8::7"],
  [1, ["X-Forwarded-For: [2001:db8::7]"], "2001:db8::7"],
  [2, ["X-Forwarded-For: 198.51.100.1, 203.0.113.7, 10.0.0.2"], "203.0.113.7"],
  [3, ["X-Forwarded-For: 198.51.100.1, 203.0.113.7, 10.0.0.2"], "198.51.100.1"],
])(
  "behind %i proxies, %j is the client %s: what stands further left it wrote itself",
  async (proxies, headers, address) => {
    await using app = await serveBehind(proxies);

    expect(await app.addressFor(...headers)).toBe(address);
  },
);

test.each([
  [1, []],
  [1, ["X-Forwarded-For: "]],
  [1, ["X-Forwarded-For: unknown"]],
  [1, ["X-Forwarded-For: _hidden"]],
  [1, ["X-Forwarded-For: 203.0.113.7, "]],
  [1, ["X-Forwarded-For: 999.0.0.1"]],
  [1, ["X-Forwarded-For: 203.0.113.7 10.0.0.1"]],
  [1, [`X-Forwarded-For: ${"7".repeat(5_000)}`]],
  [2, ["X-Forwarded-For: 203.0.113.7"]],
])("behind %i proxies, %j says nothing, and the proxy's own address counts", async (proxies, headers) => {
  await using app = await serveBehind(proxies);

  expect(await app.addressFor(...headers)).toBe("127.0.0.1");
});

test("a client cannot get itself a fresh rate limit by naming another address", async () => {
  const limits = { actor: { perMinute: 1, burst: 1_000 }, address: { perMinute: 1, burst: 3 } };
  await using app = await serveNotes({ limits });
  const client = await openRaw(app.port);

  for (let i = 0; i < 6; i++) {
    const connection = i === 5 ? "close" : "keep-alive";
    client.write(rawRequest("GET /rpc/list", { "X-Forwarded-For": `203.0.113.${i}`, Connection: connection }));
  }
  await client.closed;

  expect(client.answers().map(({ status }) => status)).toEqual([200, 200, 200, 429, 429, 429]);
});

test.each([0, 1])(
  "what is said about protocol and host is never believed, behind %i proxies",
  async (trustedProxies) => {
    await using app = await serveNotes({ trustedProxies, secure: false });
    const forged = {
      "X-Forwarded-Proto": "https",
      "X-Forwarded-Host": "evil.example",
      "X-Forwarded-Port": "99",
      "X-Original-URL": "/rpc/wipe",
      "X-Rewrite-URL": "/rpc/wipe",
      Forwarded: "host=evil.example;proto=https",
      Connection: "close",
    };

    const [answer] = await exchange(app.port, rawRequest("GET /rpc/list", forged));
    const [page] = await exchange(app.port, rawRequest("GET /nowhere", forged));

    expect(answer).toMatchObject({ status: 200, body: '{"result":{"data":[]}}' });
    expect(answer?.headers).not.toHaveProperty("strict-transport-security");
    expect(JSON.stringify([answer, page])).not.toContain("evil");
  },
);
