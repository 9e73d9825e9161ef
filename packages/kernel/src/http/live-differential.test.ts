import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { createTRPCClient, createWSClient, wsLink } from "@trpc/client";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { WebSocket } from "ws";
import { z } from "zod";
import { notes, serveNotes } from "../../test/notes-app.ts";
import { serveOfficialSocket } from "../../test/official-socket.ts";
import { Said } from "../../test/said.ts";
import {
  type Actor,
  anonymous,
  conflict,
  createLog,
  type liveRouter,
  mutation,
  nothing,
  open,
  query,
  systemClock,
  t,
} from "../index.ts";

// Everything is said to tRPC's own handler and to ours, and what is heard must be the same, byte by byte. Where ours is stricter on purpose,
// the case says what it answers instead; docs/guide/http.md lists these.

interface Case {
  name: string;
  path?: string;
  headers?: Record<string, string>;
  say: readonly unknown[];
  /** What ours answers, where it refuses what tRPC lets through. */
  stricter?: RegExp;
}

const note = (id: string, lastEventId?: unknown) => ({
  path: "live.query",
  input: { path: "note", input: { id } },
  lastEventId,
});
const follow = (id: unknown, params: unknown = note(NOTE), more: object = {}) => ({
  id,
  method: "subscription",
  params,
  ...more,
});
const live = (input: unknown) => ({ path: "live.query", input });
const stop = (id: unknown) => ({ id, method: "subscription.stop" });
const NOTE = randomUUID();
const nested = (depth: number) => `${"[".repeat(depth)}${"]".repeat(depth)}`;
const asked = (input: string) => `{"id":1,"method":"subscription","params":{"path":"live.query","input":${input}}}`;
const params = { path: "/live?connectionParams=1" };

const cases: Case[] = [...good(), ...refused(), ...odd(), ...hostile(), ...withParams(), ...stricter()];

const router = t.router({
  note: open.query
    .input(z.strictObject({ id: z.string() }))
    .output(z.array(z.object({ id: z.string(), tokenHash: z.string() })))
    .query(({ ctx, input }) =>
      ctx.db.select({ id: notes.id, tokenHash: notes.tokenHash }).from(notes).where(eq(notes.id, input.id)),
    ),
  me: query
    .input(nothing)
    .output(z.string())
    .query(({ ctx }) => ctx.actor.userId),
  none: open.query
    .input(nothing)
    .output(nothing)
    .query(() => {}),
  refuse: open.query
    .input(nothing)
    .output(nothing)
    .query(() => {
      throw conflict('No. "Really."', { reason: "test" });
    }),
  crash: open.query
    .input(nothing)
    .output(nothing)
    .query(() => {
      throw new Error("the secret file");
    }),
  act: open.action
    .input(nothing)
    .output(nothing)
    .mutation(() => {}),
  privateWrite: mutation
    .input(nothing)
    .output(nothing)
    .mutation(() => {}),
});
const ada: Actor = { kind: "user", userId: "ada", sessionId: "s", operator: false };

let ours: Awaited<ReturnType<typeof serveNotes>>;
let official: Awaited<ReturnType<typeof serveOfficialSocket>>;

beforeAll(async () => {
  const unlimited = { perMinute: 1e9, burst: 1e9 };
  const options = {
    ...{ router, clock: systemClock, log: createLog("silent"), maxBodyBytes: 100_000, maxBatchSize: 20 },
    ...{ hosts: ["127.0.0.1"], origins: ["http://app.example"], secure: false, trustedProxies: 0 },
    limits: { actor: unlimited, address: unlimited },
    authenticate: async ({ bearer }: { bearer: string | undefined }) => (bearer === "ada" ? ada : anonymous),
  };
  ours = await serveNotes(options);
  official = await serveOfficialSocket({ ...options, database: ours.database });
});

afterAll(async () => {
  await official[Symbol.asyncDispose]();
  await ours[Symbol.asyncDispose]();
});

/** Says the same to both and waits until neither says anything more. */
async function heardOf({ path, headers, say }: Case): Promise<[theirs: Said, own: Said]> {
  const both = await Promise.all(
    [official.port, ours.port].map((port) =>
      Said.on(port, path, headers && { headers: { host: "127.0.0.1", ...headers } }),
    ),
  );
  for (const one of both) one.say(...say);
  // Whoever was asked before answers before; on a connection that was ended nobody does.
  const last = follow("last");
  for (const one of both) if (one.socket.readyState === WebSocket.OPEN) one.say(last);
  await Promise.all(both.map((one) => one.quiet()));
  for (const one of both) one.socket.terminate();
  return both as [Said, Said];
}

test("there are cases enough to mean something, each under its own name", () => {
  expect(cases.length).toBeGreaterThan(70);
  const names = cases.map(({ name }) => name);
  expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
});

test.concurrent.each(cases)("$name", { timeout: 60_000 }, async (given) => {
  const [theirs, own] = await heardOf(given);

  if (given.stricter) {
    expect(own.byId()['{"id":null']?.join()).toMatch(given.stricter);
    expect(own.byId()).not.toEqual(theirs.byId());
  } else expect([own.byId(), own.closed]).toEqual([theirs.byId(), theirs.closed]);
});

/** What is said at first on each of the connections that tell whether both handlers live on. */
function good(): Case[] {
  return [
    { name: "a live query", say: [follow(1)] },
    { name: "several in one message", say: [[follow(1), follow(2), follow(3, note(randomUUID()))]] },
    { name: "several in several messages", say: [follow(1), follow(2), follow(3)] },
    { name: "an id that is text", say: [follow("one"), follow("")] },
    { name: "an id with quotes and other letters", say: [follow('a"\\é\u2028😀')] },
    { name: "a number and its text are two ids", say: [follow(1), follow("1")] },
    { name: "ids that are no whole numbers", say: [follow(1.5), follow(-1), follow(1e21), follow(0)] },
    { name: "JSON-RPC 2.0", say: [follow(1, note(NOTE), { jsonrpc: "2.0" }), { ...stop(1), jsonrpc: "2.0" }] },
    { name: "the state of now is had", say: [follow(1, live({ path: "none", have: "dCNOmK_nSY-12vHz" }))] },
    { name: "another state is had", say: [follow(1, live({ path: "none", have: "x" }))] },
    {
      name: "the id of the last message",
      say: [follow(1, { ...live({ path: "none" }), lastEventId: "dCNOmK_nSY-12vHz" })],
    },
    {
      name: "both, of which the id of the last message counts",
      say: [follow(1, { ...live({ path: "none", have: "dCNOmK_nSY-12vHz" }), lastEventId: "x" })],
    },
    { name: "a query without a result", say: [follow(1, live({ path: "none" }))] },
    { name: "an input that is null", say: [follow(1, live({ path: "none", input: null }))] },
    { name: "stopped at once", say: [follow(1), stop(1)] },
    { name: "stopped in the same message", say: [[follow(1), stop(1)]] },
    { name: "stopped twice", say: [[follow(1), stop(1), stop(1)]] },
    { name: "stopped, and the id used again in the same message", say: [[follow(1), stop(1), follow(1)]] },
    { name: "a ping", say: ["PING", "PING"] },
    { name: "a pong", say: ["PONG"] },
    { name: "nothing at all, at once", say: ["[]"] },
    { name: "a bearer token", headers: { authorization: "Bearer ada" }, say: [follow(1, live({ path: "me" }))] },
    {
      name: "a bearer token of nobody",
      headers: { authorization: "Bearer bob" },
      say: [follow(1, live({ path: "me" }))],
    },
  ];
}

function refused(): Case[] {
  const inputs: [string, unknown][] = [
    ["missing", undefined],
    ["null", null],
    ["text", "note"],
    ["a number", 1],
    ["a list", [{ path: "note" }]],
    ["without a path", {}],
    ["with a path that is a number", { path: 1 }],
    ["with a path that is long", { path: "x".repeat(201) }],
    ["with a field too many", { path: "note", input: { id: NOTE }, more: 1 }],
    ["with a hash that is a number", { path: "note", input: { id: NOTE }, have: 5 }],
    ["with a hash that is long", { path: "note", input: { id: NOTE }, have: "x".repeat(101) }],
    ["for a query that takes another", { path: "note", input: { id: 1 } }],
    ["for a query that takes one", { path: "note" }],
    ["for a query that takes none", { path: "none", input: 1 }],
    ["for a query that is not there", { path: "nothing.here" }],
    ["for a mutation", { path: "privateWrite" }],
    ["for an action", { path: "act" }],
    ["for itself", { path: "live.query", input: { path: "none" } }],
    ["for what every object has", { path: "toString" }],
    ["for a prototype", { path: "__proto__" }],
    ["for a query that refuses", { path: "refuse" }],
    ["for a query that fails", { path: "crash" }],
    ["for a query of those who are signed in", { path: "me" }],
  ];
  return [
    ...inputs.map(([what, input]): Case => ({ name: `an input ${what}`, say: [follow(1, live(input))] })),
    { name: "refused, and the id used again", say: [follow(1, live({})), follow(2, live({ path: "refuse" }))] },
    { name: "refused and stopped", say: [[follow(1, live({ path: "refuse" })), stop(1)]] },
    { name: "an id twice", say: [[follow(1), follow(1)]] },
    { name: "an id three times", say: [[follow(1), follow(1), follow(1, live({ path: "none" }))]] },
    { name: "an id twice, of something else", say: [[follow(1), follow(1, { path: "nothing.here" })]] },
    { name: "the end of what never began", say: [stop(9), stop("x")] },
    { name: "an event id with an input that is missing", say: [follow(1, { path: "live.query", lastEventId: "x" })] },
    {
      name: "an event id with an input that is text",
      say: [follow(1, { path: "live.query", input: "x", lastEventId: "x" })],
    },
    { name: "an event id that is long", say: [follow(1, note(NOTE, "x".repeat(101)))] },
  ];
}

function odd(): Case[] {
  const call = (method: unknown, path: unknown, id: unknown = 1) => ({
    id,
    method,
    params: { path, input: undefined },
  });
  return [
    { name: "a query over the socket", say: [call("query", "none")] },
    { name: "a mutation over the socket", say: [call("mutation", "privateWrite")] },
    { name: "a subscription of a query", say: [call("subscription", "none")] },
    { name: "a subscription of nothing", say: [call("subscription", "nope")] },
    { name: "a live query as a query", say: [{ id: 1, method: "query", params: note(NOTE) }] },
    { name: "a live query as a mutation", say: [{ id: 1, method: "mutation", params: note(NOTE) }] },
    {
      name: "other calls beside a live query",
      say: [[call("query", "none", 5), follow(1), call("subscription", "nope", 6)]],
    },
    { name: "a path with another case", say: [follow(1, { ...note(NOTE), path: "Live.query" })] },
    { name: "a path with a slash", say: [follow(1, { ...note(NOTE), path: "live/query" })] },
    { name: "no id", say: [{ method: "subscription", params: note(NOTE) }] },
    { name: "an id that is null", say: [follow(null)] },
    { name: "an id that is null, to be stopped", say: [stop(null)] },
    { name: "an id that is true", say: [follow(true)] },
    { name: "an id that is an object", say: [follow({})] },
    { name: "another JSON-RPC", say: [follow(1, note(NOTE), { jsonrpc: "1.0" })] },
    { name: "no method", say: [{ id: 1, params: note(NOTE) }] },
    { name: "a method that is not there", say: [{ id: 1, method: "unsubscribe", params: note(NOTE) }] },
    { name: "no params", say: [{ id: 1, method: "subscription" }] },
    { name: "params that are a list", say: [follow(1, [note(NOTE)])] },
    { name: "a path that is a number", say: [follow(1, { path: 1 })] },
    { name: "an event id that is a number", say: [follow(1, { ...note(NOTE), lastEventId: 5 })] },
    { name: "an event id that is null", say: [follow(1, { ...note(NOTE), lastEventId: null })] },
    { name: "one that is wrong among good ones", say: [[follow(1), { id: 2 }, follow(3)]] },
    { name: "a list in a list", say: [[[follow(1)]]] },
    { name: "fields that nobody knows", say: [follow(1, { ...note(NOTE), more: 1 }, { more: 1 })] },
  ];
}

function hostile(): Case[] {
  return [
    { name: "no JSON", say: ["hello"] },
    { name: "half a message", say: [JSON.stringify(follow(1)).slice(0, -3)] },
    { name: "an empty message", say: [""] },
    { name: "null", say: ["null"] },
    { name: "a number", say: ["5"] },
    { name: "text", say: ['"text"'] },
    { name: "a message of bytes", say: [Buffer.from(JSON.stringify(follow(1)))] },
    { name: "a ping of bytes", say: [Buffer.from("PING")] },
    {
      name: "a key twice",
      say: [
        '{"id":7,"id":1,"method":"subscription.stop","method":"subscription","params":{"path":"live.query","input":{"path":"none"}}}',
      ],
    },
    { name: "a message that is too large", say: [`"${"x".repeat(200_000)}"`] },
    { name: "very many at once", say: [Array.from({ length: 250 }, (_, id) => follow(id, live({ path: "none" })))] },
  ];
}

function withParams(): Case[] {
  return [
    {
      name: "a token in the first message",
      ...params,
      say: [{ method: "connectionParams", data: { bearer: "ada" } }, follow(1, live({ path: "me" }))],
    },
    {
      name: "a first message without a token",
      ...params,
      say: [{ method: "connectionParams", data: { other: "x" } }, follow(1, live({ path: "me" }))],
    },
    {
      name: "a first message that says nothing",
      ...params,
      say: [{ method: "connectionParams", data: null }, follow(1)],
    },
    {
      name: "a first message, then what is no live query",
      ...params,
      say: [{ data: { bearer: "ada" } }, { id: 1, method: "query", params: { path: "none" } }],
    },
    { name: "a ping before the first message", ...params, say: ["PING", { data: null }, follow(1)] },
    { name: "a first message whose data is no object", ...params, say: [{ method: "connectionParams", data: "ada" }] },
    { name: "a first message with a number", ...params, say: [{ method: "connectionParams", data: { bearer: 5 } }] },
    { name: "a first message that asks already", ...params, say: [follow(1), follow(2)] },
    { name: "a first message that is no JSON", ...params, say: ["hello", { data: null }, follow(1)] },
    { name: "a first message that is a list", ...params, say: [[{ data: null }]] },
    { name: "a first message of bytes", ...params, say: [Buffer.from('{"data":null}')] },
    { name: "other parameters in the address", path: "/live?connectionParams=0&x=1", say: [follow(1)] },
    {
      name: "connectionParams twice in the address",
      path: "/live?connectionParams=1&connectionParams=0",
      say: [{ data: null }, follow(1)],
    },
  ];
}

function stricter(): Case[] {
  const keys = ["__proto__", "constructor", "prototype", "\\u005f_proto__"];
  return [
    ...keys.map(
      (key): Case => ({
        name: `the key ${key}`,
        say: [asked(`{"path":"none","${key}":{"a":1}}`)],
        stricter: /is not allowed.*"path":null/,
      }),
    ),
    {
      name: "a prototype key beside the id",
      say: ['{"id":1,"method":"subscription.stop","__proto__":{"id":2}}'],
      stricter: /is not allowed.*"path":null/,
    },
    {
      name: "JSON that is very deep",
      say: [asked(`{"path":"none","input":${nested(100)}}`)],
      stricter: /deeper than 64 levels.*"path":null/,
    },
    {
      name: "JSON with very many values",
      say: [`[${"1,".repeat(49_900)}1${",[]".repeat(60)}]`],
      stricter: /more than 50000 values.*"path":null/,
    },
    {
      name: "a prototype key in the first message",
      ...params,
      say: ['{"data":{"__proto__":"x"}}'],
      stricter: /is not allowed.*"path":null/,
    },
  ];
}

test("a change is told in the same bytes, as a patch or whole, to whoever has the state before and to whoever has none", async () => {
  const ids = Array.from({ length: 8 }, () => randomUUID());
  await ours.database.write((db) =>
    db
      .insert(notes)
      .values(ids.map((id) => ({ id, tokenHash: `a "note" of ${"é".repeat(200)}`, createdAt: new Date() }))),
  );
  const both = await Promise.all([Said.on(official.port), Said.on(ours.port)]);
  for (const one of both) one.say(ids.map((id, at) => follow(at, note(id))));
  await Promise.all(both.map((one) => one.heard(2 * ids.length)));

  for (const [at, id] of ids.entries()) {
    const changed = { tokenHash: at % 2 === 0 ? `a "note" of ${"é".repeat(200)} ${at}` : "\ud83d short" };
    if (at < 6)
      await ours.database.write((db) =>
        db.update(notes).set({ tokenHash: changed.tokenHash.toWellFormed() }).where(eq(notes.id, id)),
      );
    else await ours.database.write((db) => db.delete(notes).where(eq(notes.id, id)));
  }
  await Promise.all(both.map((one) => one.heard(3 * ids.length)));
  // The id is not free before it is said that it is stopped.
  for (const one of both) one.say(ids.flatMap((id, at) => (at === 0 ? [stop(at), follow(at, note(id))] : [stop(at)])));
  await Promise.all(both.map((one) => one.heard(4 * ids.length + 1)));

  const [theirs, own] = both.map((one) => one.byId());
  expect(own).toEqual(theirs);
  expect(Object.values(own ?? {}).map((frames) => frames.length)).toEqual(ids.map((_, at) => (at === 0 ? 5 : 4)));
  for (const one of both) one.socket.terminate();
});

test("the official client gets the same from both", { timeout: 60_000 }, async () => {
  const [first, second] = [randomUUID(), randomUUID()];
  await ours.database.write((db) => db.insert(notes).values({ id: first, tokenHash: "1", createdAt: new Date() }));
  const told = await Promise.all(
    [official.port, ours.port].map(async (port) => {
      const client = createWSClient({
        url: `ws://127.0.0.1:${port}/live`,
        // Safe because `ws` has what the standard's WebSocket has.
        WebSocket: WebSocket as unknown as typeof globalThis.WebSocket,
        connectionParams: { bearer: "ada" },
      });
      const api = createTRPCClient<ReturnType<typeof routerOf>>({ links: [wsLink({ client })] });
      const events: unknown[] = [];
      const subscribe = (name: string, path: string, input?: unknown) =>
        api.live.query.subscribe(
          { path, input },
          {
            onStarted: () => events.push([name, "started"]),
            onData: (data) => events.push([name, data]),
            onError: ({ message, data }) => events.push([name, message, data?.code]),
            onStopped: () => events.push([name, "stopped"]),
            onComplete: () => events.push([name, "complete"]),
          },
        );
      const following = subscribe("first", "note", { id: first });
      subscribe("second", "note", { id: second });
      subscribe("me", "me");
      subscribe("refuse", "refuse");
      subscribe("nothing", "nothing.here");
      await expect.poll(() => events.length, { timeout: 20_000 }).toBeGreaterThanOrEqual(10);
      const other = await Promise.allSettled([api.none.query(), api.privateWrite.mutate()]);
      return { events, following, client, others: other.map((one) => one.status === "rejected" && String(one.reason)) };
    }),
  );
  await ours.database.write((db) => db.update(notes).set({ tokenHash: "2" }).where(eq(notes.id, first)));
  for (const { events } of told)
    await expect.poll(() => JSON.stringify(events), { timeout: 20_000 }).toContain('"tokenHash":"2"');
  for (const { following } of told) following.unsubscribe();
  await pause(50);
  await ours.database.write((db) => db.update(notes).set({ tokenHash: "3" }).where(eq(notes.id, first)));
  await pause(300);

  const [theirs, own] = told.map(({ events, others }) => ({
    others,
    events: events.map((event) => JSON.stringify(event)).sort(),
  }));
  expect(own).toEqual(theirs);
  expect(own?.events.length).toBeGreaterThan(10);
  for (const { client } of told) void client.close();
});

/** What the official client is told of the types: the procedures that are not on the socket are refused there. */
function routerOf(parts: { live: typeof liveRouter }) {
  return t.router({ ...parts, none: router.none, privateWrite: router.privateWrite });
}
