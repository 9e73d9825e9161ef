import { type Database, openDatabase } from "@plinth/database";
import { emptyTestDatabase } from "@plinth/database/test";
import { z } from "zod";
import { anonymous, createLog, nothing, open, query, type ServeOptions, serve, t } from "../src/index.ts";

const router = t.router({
  look: open.query
    .input(nothing)
    .output(z.string())
    .query(() => "seen"),
  costly: open.query
    .weight(5)
    .input(nothing)
    .output(z.string())
    .query(() => "done"),
  mine: query
    .input(nothing)
    .output(z.string())
    .query(({ ctx }) => ctx.actor.userId),
});

/** What a server of these tests is made of, over any database and with any clock. */
export function serveOptions(database: Database, options: Pick<ServeOptions, "limits" | "clock">): ServeOptions {
  return {
    router,
    database,
    log: createLog("silent"),
    authenticate: async ({ bearer }) =>
      bearer ? { kind: "user", userId: bearer, sessionId: "1", operator: false } : anonymous,
    hosts: ["127.0.0.1"],
    origins: [],
    secure: false,
    trustedProxies: 1,
    maxBodyBytes: 1_000,
    maxBatchSize: 20,
    ...options,
  };
}

/** As many servers over one database as may share it, up to three, and a clock of theirs that stands still until it is turned. */
export async function serveNodes(limits: ServeOptions["limits"]) {
  const test = await emptyTestDatabase();
  const databases = [await openDatabase({ url: test.url })];
  while (databases[0]?.shared && databases.length < 3) databases.push(await openDatabase({ url: test.url }));
  let now = Date.parse("2026-06-01T09:00:00.000Z");
  const options = { limits, clock: { now: () => new Date(now) } };
  const running = await Promise.all(
    databases.map((database) => serve(serveOptions(database, options), 0, "127.0.0.1")),
  );

  return {
    count: running.length,
    /** Calls a procedure of a node, counted from 0, from an address or as a person. */
    ask: (node: number, path: string, { from = "192.0.2.7", as = "" } = {}) =>
      fetch(`http://127.0.0.1:${running[node % running.length]?.port}/rpc/${path}`, {
        headers: { "x-forwarded-for": from, ...(as && { authorization: `Bearer ${as}` }) },
      }),
    pass: (ms: number) => {
      now += ms;
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(running.map((server) => server.stop(0)));
      await Promise.all(databases.map((database) => database.close()));
      await test.drop();
    },
  };
}

/** A promise, and what fulfils it. */
export function deferred<T>() {
  let resolve: (value: T) => void = () => {};
  const promise = new Promise<T>((fulfil) => {
    resolve = fulfil;
  });
  return { promise, resolve };
}
