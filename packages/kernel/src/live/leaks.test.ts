import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { type OnRead, tracked } from "@plinth/database";
import { databaseWith } from "@plinth/database/test";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { WebSocket } from "ws";
import { z } from "zod";
import { teams } from "../../test/live-tables.ts";
import { notes, serveNotes } from "../../test/notes-app.ts";
import { whatIsLeft } from "../../test/what-is-left.ts";
import { open } from "../procedures.ts";
import { t } from "../trpc.ts";
import { LiveFeed } from "./live-feed.ts";
import { LiveQueries } from "./live-queries.ts";

const FEEDS = 10_000;
const AT_ONCE = 100;
const CONNECTIONS = 40;
const QUERIES_EACH = 10;
const ROUNDS = 5;
/** Rounds after which code is compiled and caches are full. */
const WARM_UP = 3;
// What is kept of a feed by mistake is many times as large; a heap is never quite as it was.
const BYTES_OF_A_FEED = 100;
const BYTES_OF_A_SUBSCRIPTION = 500;

test("10,000 feeds that come and go leave engine, timers and heap as they were", { timeout: 120_000 }, async () => {
  await using database = await databaseWith([teams]);
  using left = whatIsLeft();
  const engine = new LiveQueries(database);
  const cycle = async (number: number) => {
    const id = randomUUID();
    const readNow = async (onRead: OnRead) =>
      JSON.stringify(await tracked(database.read, onRead).select().from(teams).where(eq(teams.id, id)));
    const feed = new LiveFeed(engine, { key: id, caller: "user ada", readNow, held: undefined, onClose: () => {} });
    const reader = new AbortController();
    // Some leave before their first value, some with it, some while they wait for another.
    if (number % 3 > 0) expect((await feed.next(reader.signal))?.text).toMatch(/"value":\[\]/);
    const more = number % 3 === 2 ? feed.next(reader.signal) : undefined;
    reader.abort();
    expect(await more).toBeUndefined();
    feed.close();
  };
  const cycles = async (many: number) => {
    for (let done = 0; done < many; done += AT_ONCE)
      await Promise.all(Array.from({ length: AT_ONCE }, (_, at) => cycle(done + at)));
    await expect.poll(() => engine.isIdle).toBe(true);
  };
  await cycles(FEEDS / 10);
  const before = { heap: left.heap(), timers: left.timers() };

  await cycles(FEEDS);

  expect(engine.size).toBe(0);
  await expect.poll(() => left.timers()).toBeLessThanOrEqual(before.timers);
  expect(left.heap() - before.heap).toBeLessThan(FEEDS * BYTES_OF_A_FEED);
  engine.close(new Error("done"));
});

/** Notes that are followed by their id, and how often one was read. */
async function serveNote() {
  const counted = { reads: 0 };
  const note = open.query
    .input(z.strictObject({ id: z.string() }))
    .output(z.array(z.object({ id: z.string() })))
    .query(({ ctx, input }) => {
      counted.reads += 1;
      return ctx.db.select({ id: notes.id }).from(notes).where(eq(notes.id, input.id));
    });
  return Object.assign(await serveNotes({ router: t.router({ note }) }), { counted });
}

/** A connection that follows so many notes and has heard of each. */
async function follower(port: number): Promise<WebSocket> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/live`);
  let heard = 0;
  const all = new Promise<void>((resolve) => {
    socket.on("message", (data) => {
      if (String(data).includes('"type":"value"')) heard += 1;
      if (heard === QUERIES_EACH) resolve();
    });
  });
  await once(socket, "open");
  const calls = Array.from({ length: QUERIES_EACH }, (_, id) => {
    const input = { path: "note", input: { id: randomUUID() } };
    return { id, method: "subscription", params: { path: "live.query", input } };
  });
  socket.send(JSON.stringify(calls));
  await all;
  return socket;
}

const endings: ((socket: WebSocket) => Promise<void>)[] = [
  async (socket) => {
    let stopped = 0;
    const all = new Promise<void>((resolve) => {
      socket.on("message", (data) => {
        if (String(data).includes('"type":"stopped"')) stopped += 1;
        if (stopped === QUERIES_EACH) resolve();
      });
    });
    for (let id = 0; id < QUERIES_EACH; id++) socket.send(JSON.stringify({ id, method: "subscription.stop" }));
    await all;
    socket.close();
  },
  async (socket) => socket.close(),
  async (socket) => socket.terminate(),
];

test("2,000 subscriptions that are stopped, closed or dropped leave nothing that runs again", {
  timeout: 120_000,
}, async () => {
  await using app = await serveNote();
  using left = whatIsLeft();
  const round = async () => {
    const sockets = await Promise.all(Array.from({ length: CONNECTIONS }, () => follower(app.port)));
    const closed = sockets.map((socket) => once(socket, "close"));
    await Promise.all(sockets.map((socket, at) => endings[at % endings.length]?.(socket)));
    await Promise.all(closed);
    // The server hears of it a moment later.
    await pause(50);
  };
  for (let done = 0; done < WARM_UP; done++) await round();
  const before = { heap: left.heap(), timers: left.timers(), sockets: left.sockets() };

  for (let done = 0; done < ROUNDS; done++) await round();

  await expect.poll(() => left.sockets()).toBeLessThanOrEqual(before.sockets);
  await expect.poll(() => left.timers()).toBeLessThanOrEqual(before.timers);
  expect(left.heap() - before.heap).toBeLessThan(ROUNDS * CONNECTIONS * QUERIES_EACH * BYTES_OF_A_SUBSCRIPTION);
  const { reads } = app.counted;
  const kept = await follower(app.port);
  await app.database.write((db) =>
    db.insert(notes).values(Array.from({ length: 101 }, () => ({ tokenHash: randomUUID(), createdAt: new Date() }))),
  );
  await expect.poll(() => app.counted.reads).toBe(reads + 2 * QUERIES_EACH);
  kept.terminate();
});
