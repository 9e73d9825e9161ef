// Faults: 143, 144, 145.
import { setTimeout as pause } from "node:timers/promises";
import { afterEach, expect, test, vi } from "vitest";
import { listenAsReceiver, listenRaw } from "../../test/receiver.ts";
import { receiverCertificate } from "../../test/receiver-certificate.ts";
import { post } from "./post.ts";
import { anyReach, publicReach, type Reach } from "./reach.ts";

const headers = { "content-type": "application/json" };
const inside = { reach: anyReach };
const address = (text: string) => ({ address: text, family: 4 });

/** For tests, what only this machine is takes the part of the public net; one of its addresses is private. */
const PUBLIC = "127.0.0.1";
const PRIVATE = "127.0.0.2";
const likePublic: Reach = { ...publicReach, protocols: ["http:", "https:"], mayReach: (one) => one === PUBLIC };

afterEach(() => {
  vi.unstubAllEnvs();
});

test("a body arrives as it was sent, and the answer comes back", async () => {
  await using receiver = await listenAsReceiver((response) =>
    response.writeHead(202, { "x-trace": "7", "set-cookie": "a=b" }).end("taken"),
  );

  const outcome = await post(`http://127.0.0.1:${receiver.port}/in?x=1`, headers, '{"ä":1}', inside);

  expect(outcome).toEqual({
    answer: { status: 202, headers: expect.objectContaining({ "x-trace": "7" }), body: "taken" },
    durationMs: expect.any(Number),
  });
  expect(outcome.answer?.headers).not.toHaveProperty("set-cookie");
  expect(receiver.received).toMatchObject([{ method: "POST", url: "/in?x=1", body: '{"ä":1}' }]);
  expect(receiver.received[0]?.headers).toMatchObject({
    "content-type": "application/json",
    "content-length": "8",
    "accept-encoding": "identity",
    host: `127.0.0.1:${receiver.port}`,
  });
});

test("nothing is sent to this machine or its network, whoever asks", async () => {
  await using receiver = await listenAsReceiver();

  const outcomes = [
    await post(`https://127.0.0.1:${receiver.port}/`, headers, "{}"),
    await post(`https://localtest.example.com:${receiver.port}/`, headers, "{}", {
      resolve: async () => [address("127.0.0.1")],
    }),
    await post(`https://mixed.example.com:${receiver.port}/`, headers, "{}", {
      resolve: async () => [address("8.8.8.8"), address("10.0.0.1")],
    }),
    await post(`https://six.example.com:${receiver.port}/`, headers, "{}", {
      resolve: async () => [{ address: "::ffff:127.0.0.1", family: 6 }],
    }),
    await post(`https://empty.example.com:${receiver.port}/`, headers, "{}", { resolve: async () => [] }),
  ];

  expect(outcomes.map(({ failure }) => failure)).toEqual([
    "127.0.0.1 is not an address of the public internet.",
    "localtest.example.com leads to an address that is none of the public internet.",
    "mixed.example.com leads to an address that is none of the public internet.",
    "six.example.com leads to an address that is none of the public internet.",
    "empty.example.com has no address.",
  ]);
  expect(receiver.received).toEqual([]);
});

test("a name that leads to a private address a moment later is called at the one that was checked", async () => {
  await using good = await listenAsReceiver();
  // Where all of 127.0.0.0/8 is this machine, as on Linux, somebody listens there too.
  const trap = await listenAsReceiver(undefined, { address: PRIVATE, port: good.port }).catch(() => undefined);
  const asked: string[] = [];
  const resolve = async (name: string) => {
    asked.push(name);
    return [address(asked.length === 1 ? PUBLIC : PRIVATE)];
  };

  const { answer } = await post(`http://rebind.example.com:${good.port}/`, headers, "{}", {
    reach: likePublic,
    resolve,
  });
  const again = await post(`http://rebind.example.com:${good.port}/`, headers, "{}", { reach: likePublic, resolve });

  expect(answer?.status).toBe(204);
  expect(again.failure).toMatch(/leads to an address that is none/);
  expect(asked).toHaveLength(2);
  expect(good.received.map(({ headers }) => headers.host)).toEqual([`rebind.example.com:${good.port}`]);
  expect(trap?.received ?? []).toEqual([]);
  await trap?.[Symbol.asyncDispose]();
});

test("a redirect is an answer like any other: nobody goes there", async () => {
  await using there = await listenAsReceiver();
  for (const status of [301, 302, 303, 307, 308]) {
    await using receiver = await listenAsReceiver((response) =>
      response.writeHead(status, { location: `http://127.0.0.1:${there.port}/` }).end(),
    );
    const { answer } = await post(`http://127.0.0.1:${receiver.port}/`, headers, "{}", inside);
    expect(answer?.status).toBe(status);
  }
  expect(there.received).toEqual([]);
});

test("no proxy of the environment stands in between", async () => {
  await using proxy = await listenAsReceiver();
  await using receiver = await listenAsReceiver();
  for (const name of ["HTTP_PROXY", "http_proxy", "ALL_PROXY", "NODE_USE_ENV_PROXY"]) {
    vi.stubEnv(name, name.startsWith("NODE") ? "1" : `http://127.0.0.1:${proxy.port}`);
  }

  await post(`http://127.0.0.1:${receiver.port}/`, headers, "{}", inside);

  expect([proxy.received.length, receiver.received.length]).toEqual([0, 1]);
});

test("an answer without an end costs the bytes that were allowed, packed or not", async () => {
  let written = 0;
  await using receiver = await listenAsReceiver((response) => {
    response.writeHead(200, { "content-encoding": "gzip, gzip, gzip" });
    const part = Buffer.alloc(16 * 1_024, "x");
    const pour = () => {
      do written += part.length;
      while (!response.destroyed && response.write(part));
    };
    response.on("drain", pour);
    pour();
  });

  const { answer } = await post(`http://127.0.0.1:${receiver.port}/`, headers, "{}", inside);

  expect(answer?.status).toBe(200);
  expect(answer?.body).toBe("x".repeat(64 * 1_024));
  await pause(50);
  // What the buffers of two sockets hold besides.
  expect(written).toBeLessThan(16 * 1_024 * 1_024);
});

test("an answer that comes byte by byte is over when the time is", async () => {
  await using receiver = await listenAsReceiver((response) => {
    response.writeHead(200);
    const drip = setInterval(() => response.write("x"), 20);
    response.on("close", () => clearInterval(drip));
  });

  const { answer, durationMs } = await post(`http://127.0.0.1:${receiver.port}/`, headers, "{}", {
    ...inside,
    totalMs: 600,
  });

  expect(answer?.status).toBe(200);
  expect(answer?.body).toMatch(/^x+$/);
  expect(durationMs).toBeGreaterThan(500);
  expect(durationMs).toBeLessThan(15_000);
});

test("whoever says nothing, or never comes to an end with the headers, gave no answer", async () => {
  await using silent = await listenRaw(() => {});
  await using slow = await listenRaw((socket) => {
    socket.write("HTTP/1.1 200 OK\r\n");
    const drip = setInterval(() => socket.write("x: y\r\n"), 20);
    socket.on("close", () => clearInterval(drip));
  });
  await using informing = await listenRaw((socket) => {
    const drip = setInterval(() => socket.write("HTTP/1.1 103 Early Hints\r\n\r\n"), 20);
    socket.on("close", () => clearInterval(drip));
  });

  for (const { port } of [silent, slow, informing]) {
    const { failure } = await post(`http://127.0.0.1:${port}/`, headers, "{}", { ...inside, totalMs: 500 });
    expect(failure).toBe("There was no answer within 0.5 s.");
  }
});

test("a connection that does not come about is given up sooner", async () => {
  await using silent = await listenRaw(() => {});
  const options = { reach: { ...likePublic }, resolve: async () => [address(PUBLIC)], connectMs: 200 };

  const { failure } = await post(`https://receiver.example.com:${silent.port}/`, headers, "{}", options);

  expect(failure).toBe("There was no connection within 0.2 s.");
});

test.each([
  ["headers without end", `HTTP/1.1 200 OK\r\n${"x: y\r\n".repeat(10_000)}`, "The headers of the answer are too long."],
  ["no HTTP", "220 smtp.example.com ESMTP\r\n", "The answer is no HTTP."],
  ["two lengths", "HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nxy", "The answer is no HTTP."],
])("an answer that breaks the rules is none: %s", async (_, bytes, words) => {
  await using receiver = await listenRaw((socket) => socket.write(bytes));

  const { failure } = await post(`http://127.0.0.1:${receiver.port}/`, headers, "{}", inside);

  expect(failure).toBe(words);
});

test("what goes wrong on the way is said in words", async () => {
  await using dropping = await listenRaw((socket) => socket.destroy());
  await using upgrading = await listenRaw((socket) =>
    socket.write("HTTP/1.1 101 Switching\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n"),
  );
  const closed = await listenAsReceiver();
  await closed[Symbol.asyncDispose]();
  const to = (port: number) => post(`http://127.0.0.1:${port}/`, headers, "{}", inside);

  expect((await to(dropping.port)).failure).toBe("The connection was cut off.");
  expect((await to(upgrading.port)).failure).toBe("It wanted to speak another protocol.");
  expect((await to(closed.port)).failure).toBe("Nothing listens there: the connection was refused.");
  const lost = { resolve: () => Promise.reject(Object.assign(new Error("no"), { code: "ENOTFOUND" })) };
  expect((await post("https://gone.example.com/", headers, "{}", lost)).failure).toBe("The host has no address.");
});

test("a call can be stopped from outside", async () => {
  await using silent = await listenRaw(() => {});
  const stop = new AbortController();
  const calling = post(`http://127.0.0.1:${silent.port}/`, headers, "{}", { ...inside, signal: stop.signal });
  await pause(50);

  stop.abort();

  expect((await calling).failure).toBe("It was stopped.");
});

test("a certificate has to be valid, for the name that was called, whatever the environment says", async () => {
  vi.stubEnv("NODE_TLS_REJECT_UNAUTHORIZED", "0");
  await using receiver = await listenAsReceiver(undefined, { secure: true });
  const call = (name: string, ca?: string) =>
    post(`https://${name}:${receiver.port}/`, headers, "{}", {
      ...{ reach: likePublic, resolve: async () => [address(PUBLIC)] },
      ...(ca && { ca }),
    });

  expect((await call("receiver.example.com")).failure).toMatch(/^No secure connection/);
  expect((await call("other.example.com", receiverCertificate.cert)).failure).toMatch(/^No secure connection/);
  expect(receiver.received).toEqual([]);
  expect((await call("receiver.example.com", receiverCertificate.cert)).answer?.status).toBe(204);
});
