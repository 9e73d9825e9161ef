// Faults: 21, 23, 39, 40.
import { once } from "node:events";
import { expect, test } from "vitest";
import { WebSocket } from "ws";
import { type ServedApp, serveApp } from "../../test/served-app.ts";

const onPostgres = /^postgres/.test(process.env.DATABASE_URL ?? "");

/** A socket of somebody, and what it was sent, by the id of what was asked. */
async function openSocket(app: ServedApp, name: string, { answers = true } = {}) {
  const headers = { authorization: `Bearer ${await app.sessionOf(name)}` };
  const socket = new WebSocket(`${app.url.replace("http", "ws")}/live`, { headers, autoPong: answers });
  const sent: Record<string, Sent[]> = {};
  socket.on("message", (data) => {
    if (String(data) === "PING") return void (answers && socket.send("PONG"));
    const message: Sent = JSON.parse(String(data));
    const known = sent[message.id] ?? [];
    known.push(message);
    sent[message.id] = known;
  });
  await once(socket, "open");
  return {
    socket,
    sent,
    follow: (id: number, input: object) =>
      socket.send(JSON.stringify({ id, method: "subscription", params: { path: "live.query", input } })),
    /** What came for one that is asked, besides that it has begun. */
    toldOf: (id: number) => (sent[id] ?? []).filter(({ result }) => result?.type !== "started"),
    [Symbol.dispose]: () => socket.terminate(),
  };
}

interface Sent {
  id: number;
  result?: {
    type: string;
    id?: string;
    data?: { id?: string; data?: { hash: string; value?: unknown; patch?: unknown } };
  };
  error?: { data: { code: string } };
}

const me = { path: "accounts.me" };

test("a connection has only so many live queries; who closes some has room again", async () => {
  await using app = await serveApp();
  using ada = await openSocket(app, "ada");

  for (let id = 1; id <= 201; id++) ada.follow(id, me);

  const answered = () =>
    Object.values(ada.sent).filter((messages) => messages.some(({ result }) => result?.type !== "started"));
  await expect.poll(() => answered().length, { timeout: 20_000 }).toBe(201);
  const codes = answered().flatMap((messages) => messages.flatMap(({ error }) => error?.data.code ?? []));
  expect(codes).toEqual(["TOO_MANY_REQUESTS"]);
  ada.socket.send(JSON.stringify({ id: 1, method: "subscription.stop" }));
  await expect.poll(() => ada.toldOf(1).some(({ result }) => result?.type === "stopped")).toBe(true);
  ada.follow(202, me);
  await expect.poll(() => ada.toldOf(202), { timeout: 20_000 }).toMatchObject([{ result: { type: "data" } }]);
});

// It takes 25 seconds, and no database has a part in it.
test.skipIf(onPostgres)(
  "a reader that vanished without a word is found, and its connection closed",
  {
    timeout: 60_000,
  },
  async () => {
    await using app = await serveApp();
    using ada = await openSocket(app, "ada", { answers: false });
    // Whoever answers stays.
    using bob = await openSocket(app, "bob");
    let left = false;
    bob.socket.on("close", () => {
      left = true;
    });

    await once(ada.socket, "close");

    expect(left).toBe(false);
  },
);

test.each(["have", "lastEventId"])("what a reader says it has (%s) is a hint at most", async (hint) => {
  await using app = await serveApp();
  using ada = await openSocket(app, "ada");
  using bob = await openSocket(app, "bob");
  ada.follow(1, me);
  await expect.poll(() => ada.toldOf(1), { timeout: 20_000 }).toHaveLength(1);
  const hash = ada.toldOf(1)[0]?.result?.data?.data?.hash ?? expect.unreachable("no hash");

  // Somebody else's state, one that never was, and what is no hash at all.
  bob.follow(1, { ...me, [hint]: hash });
  bob.follow(2, { ...me, [hint]: "neverwas" });
  bob.follow(3, { ...me, [hint]: "x\nevent: message\ndata: {}" });
  bob.follow(4, { ...me, [hint]: { $gt: "" } });
  bob.follow(5, { ...me, [hint]: "x".repeat(101) });

  for (const id of [1, 2, 3]) {
    await expect
      .poll(() => bob.toldOf(id), { timeout: 20_000 })
      .toMatchObject([{ result: { data: { data: { value: { email: "bob@example.com" } } } } }]);
  }
  for (const id of [4, 5]) {
    await expect
      .poll(() => bob.toldOf(id), { timeout: 20_000 })
      .toMatchObject([{ error: { data: { code: "BAD_REQUEST" } } }]);
  }
  // Whoever has the newest is sent nothing of it again.
  ada.follow(2, { ...me, [hint]: hash });
  ada.follow(3, { ...me, [hint]: "neverwas" });
  await expect.poll(() => ada.toldOf(3), { timeout: 20_000 }).toHaveLength(1);
  expect(JSON.stringify(ada.toldOf(2))).not.toContain("ada@example.com");
});

test("no id of an event breaks out of its stream", async () => {
  await using app = await serveApp();
  const ask = async (input: object) => {
    const aborted = new AbortController();
    const response = await fetch(`${app.url}/rpc/live.query?input=${encodeURIComponent(JSON.stringify(input))}`, {
      headers: { accept: "text/event-stream", authorization: `Bearer ${await app.sessionOf("ada")}` },
      signal: aborted.signal,
    });
    let text = "";
    const decoder = new TextDecoder();
    for await (const part of response.body ?? []) {
      text += decoder.decode(part, { stream: true });
      if (/"email"|BAD_REQUEST/.test(text) && text.endsWith("\n\n")) break;
    }
    aborted.abort();
    return text;
  };

  const forged = "x\n\nid: forged\ndata: {}\n\n";
  for (const input of [me, { ...me, lastEventId: forged }, { ...me, have: forged }]) {
    const stream = await ask(input);
    expect(stream).toContain("ada@example.com");
    const ids = [...stream.matchAll(/^id: ?(.*)$/gm)].map(([, id]) => id);
    expect(ids.length).toBeGreaterThan(0);
    for (const id of ids) expect(id).toMatch(/^[\w-]+$/);
    expect(stream).not.toContain("forged");
  }
});
