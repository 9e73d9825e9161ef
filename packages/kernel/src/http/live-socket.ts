import { randomUUID } from "node:crypto";
import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import { handleKeepAlive } from "@trpc/server/adapters/ws";
import { WebSocketServer } from "ws";
import { Failure, type FailureCode } from "../failure.ts";
import { toFailure } from "../trpc.ts";
import { clientInfo } from "./client-info.ts";
import type { Inside } from "./door.ts";
import { checkAuthorization, checkHost, checkMessage } from "./gate.ts";
import { LiveConnection } from "./live-connection.ts";
import { securityHeaders } from "./security-headers.ts";
import type { ServeOptions } from "./serve.ts";

const PING_MS = 20_000;
const PONG_MS = 5_000;
// As tRPC's own handler says that its server is about to go.
const RECONNECT = JSON.stringify({ id: null, method: "reconnect" });

/** Lets clients follow live queries over WebSockets, as tRPC's `wsLink` speaks them. */
export function openLiveSocket(server: Server, inside: Inside): { close(): void } {
  const { options } = inside;
  // A client that comes back asks for all of its queries in one message.
  const sockets = new WebSocketServer({ noServer: true, maxPayload: options.maxBodyBytes, perMessageDeflate: false });
  server.on("upgrade", (request, socket, head) => {
    socket.on("error", () => socket.destroy());
    try {
      checkUpgrade(request, options);
      sockets.handleUpgrade(request, socket, head, (opened) => {
        new LiveConnection({ socket: opened, request, sockets, inside });
        handleKeepAlive(opened, PING_MS, PONG_MS);
      });
    } catch (error) {
      const failure = toFailure(error);
      const requestId = randomUUID();
      const { address } = clientInfo(request, options.trustedProxies);
      refuseUpgrade(socket, failure, { requestId, secure: options.secure });
      options.log.info({ requestId, address, reason: failure.message }, "socket refused");
    }
  });
  return {
    close: () => {
      for (const socket of sockets.clients) {
        if (socket.readyState === socket.OPEN) socket.send(RECONNECT);
        socket.close(1001);
      }
    },
  };
}

/** A page of another site may open a socket, and its cookie would come along: only the origin tells. */
function checkUpgrade(request: IncomingMessage, { hosts, origins }: ServeOptions): void {
  checkMessage(request);
  checkHost(request, hosts);
  checkAuthorization(request);
  const { origin, cookie } = request.headers;
  if (origin === undefined ? cookie !== undefined : !origins.includes(origin)) {
    throw new Failure("FORBIDDEN", "Sockets of other sites are refused.");
  }
}

const statuses: Partial<Record<FailureCode, string>> = { UNAUTHORIZED: "401 Unauthorized", FORBIDDEN: "403 Forbidden" };

function refuseUpgrade(
  socket: Duplex,
  { code, message }: Failure,
  { requestId, secure }: { requestId: string; secure: boolean },
): void {
  const status = statuses[code] ?? "400 Bad Request";
  const body = JSON.stringify({ error: { code, message } });
  const headers = [
    ...securityHeaders(secure),
    ["X-Request-Id", requestId],
    ["Cache-Control", "no-store"],
    ["Content-Type", "application/json"],
    ["Content-Length", String(Buffer.byteLength(body))],
    ["Connection", "close"],
  ];
  const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`).join("");
  socket.end(`HTTP/1.1 ${status}\r\n${lines}\r\n${body}`);
}
