import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { applyWSSHandler } from "@trpc/server/adapters/ws";
import { WebSocketServer } from "ws";
import { CallLimits } from "../src/http/call-limits.ts";
import { clientInfo } from "../src/http/client-info.ts";
import { credentialsOf } from "../src/http/cookies.ts";
import { doorFor } from "../src/http/door.ts";
import { anonymous, liveRouter, type RequestContext, type ServeOptions, t } from "../src/index.ts";
import { LiveQueries } from "../src/live/live-queries.ts";

/** Live queries over WebSockets as tRPC's own handler serves them, without anything of ours in between. */
export async function serveOfficialSocket(options: ServeOptions) {
  const { database, log, clock, maxBodyBytes } = options;
  const engine = new LiveQueries(database);
  const inside = { options, engine, calls: new CallLimits(options) };
  const server = createServer();
  const sockets = new WebSocketServer({ server, maxPayload: maxBodyBytes });
  applyWSSHandler({
    wss: sockets,
    router: t.router({ live: liveRouter }),
    createContext: ({ req, info }): RequestContext => {
      const client = clientInfo(req, 0);
      const credentials = credentialsOf(req, false);
      credentials.bearer ??= info.connectionParams?.bearer;
      return {
        ...{ actor: anonymous, now: clock.now(), requestId: randomUUID(), log, database, client },
        setCookie: () => {},
        live: doorFor(inside, { client, credentials }),
      };
    },
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    // Safe because a server that listens on a port has an AddressInfo.
    port: (server.address() as AddressInfo).port,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets.clients) socket.terminate();
      engine.close(new Error("done"));
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
