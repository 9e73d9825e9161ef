import { randomUUID } from "node:crypto";
import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import { setTimeout as pause } from "node:timers/promises";
import { applyWSSHandler } from "@trpc/server/adapters/ws";
import { type WebSocket, WebSocketServer } from "ws";
import { anonymous } from "../actor.ts";
import type { RequestContext } from "../context.ts";
import { Failure } from "../failure.ts";
import { liveRouter } from "../live/live-router.ts";
import { t, toFailure } from "../trpc.ts";
import { clientInfo } from "./client-info.ts";
import { credentialsOf } from "./cookies.ts";
import { doorFor, type Inside } from "./door.ts";
import { checkHost, checkMessage } from "./gate.ts";
import { report } from "./report.ts";
import type { ServeOptions } from "./serve.ts";

const PING_MS = 20_000;
const PONG_MS = 5_000;
// What a slow reader may have waiting for it. Then it waits for the newest state instead.
const MOST_WAITING_BYTES = 64 * 1024;
const LOOK_AGAIN_MS = 50;
const MOST_TOKEN = 500;

/** A socket carries live queries alone: whatever else is called goes through the front door. */
const socketRouter = t.router({ live: liveRouter });

/** Lets clients follow live queries over WebSockets, as tRPC's `wsLink` speaks them. */
export function openLiveSocket(server: Server, inside: Inside): { close(): void } {
  const { options } = inside;
  const { log, clock, database, secure, trustedProxies } = options;
  // A client that comes back asks for all of its queries in one message.
  const sockets = new WebSocketServer({ noServer: true, maxPayload: options.maxBodyBytes, perMessageDeflate: false });
  const handler = applyWSSHandler({
    wss: sockets,
    router: socketRouter,
    keepAlive: { enabled: true, pingMs: PING_MS, pongWaitMs: PONG_MS },
    createContext: ({ req: request, res: socket, info }): RequestContext => {
      const client = clientInfo(request, trustedProxies);
      const requestId = randomUUID();
      const credentials = credentialsOf(request, secure);
      // A WebSocket of a browser or of Node cannot set a header, so a program says who it is in its first message.
      credentials.bearer ??= info.connectionParams?.bearer?.slice(0, MOST_TOKEN);
      return {
        ...{ actor: anonymous, now: clock.now(), requestId, log: log.child({ requestId }), database, client },
        setCookie: () => {},
        live: doorFor(inside, { client, credentials, drained: () => drained(socket) }),
      };
    },
    onError: ({ error, path }) => report({ log }, error, path),
  });
  server.on("upgrade", (request, socket, head) => {
    socket.on("error", () => socket.destroy());
    try {
      checkUpgrade(request, options);
      sockets.handleUpgrade(request, socket, head, (opened) => sockets.emit("connection", opened, request));
    } catch (error) {
      refuseUpgrade(socket, toFailure(error));
    }
  });
  return {
    close: () => {
      handler.broadcastReconnectNotification();
      for (const socket of sockets.clients) socket.close(1001);
    },
  };
}

/** A page of another site may open a socket, and its cookie would come along: only the origin tells. */
function checkUpgrade(request: IncomingMessage, { hosts, origins }: ServeOptions): void {
  checkMessage(request);
  checkHost(request, hosts);
  const { origin, cookie } = request.headers;
  if (origin === undefined ? cookie !== undefined : !origins.includes(origin)) {
    throw new Failure("FORBIDDEN", "Sockets of other sites are refused.");
  }
}

function refuseUpgrade(socket: Duplex, { code, message }: Failure): void {
  const status = code === "FORBIDDEN" ? "403 Forbidden" : "400 Bad Request";
  const body = JSON.stringify({ error: { code, message } });
  const headers = [
    `HTTP/1.1 ${status}`,
    "Content-Type: application/json",
    "Cache-Control: no-store",
    `Content-Length: ${Buffer.byteLength(body)}`,
    "Connection: close",
  ];
  socket.end(`${headers.join("\r\n")}\r\n\r\n${body}`);
}

async function drained(socket: WebSocket): Promise<void> {
  while (socket.bufferedAmount > MOST_WAITING_BYTES && socket.readyState === socket.OPEN) await pause(LOOK_AGAIN_MS);
}
