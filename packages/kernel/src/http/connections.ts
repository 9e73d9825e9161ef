import { createServer, type Server, type ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import type { Logger } from "pino";
import { addressKey } from "./rate-limit.ts";
import { SocketRequest } from "./socket-request.ts";

/** How many connections there may be, and how long a client may take over one. */
export interface ConnectionLimits {
  /** Connections at once. */
  total: number;
  /** Connections at once from one address, or one /64 of IPv6. Not counted behind proxies, whose address is everybody's. */
  perAddress: number;
  /** For a request's headers to arrive. */
  headersTimeoutMs: number;
  /** For a whole request to arrive. */
  requestTimeoutMs: number;
  /** For a client to take the next bytes of its answer. */
  stalledTimeoutMs: number;
  /** Between two requests. */
  keepAliveTimeoutMs: number;
  /** How often the first two are looked at. */
  checkIntervalMs: number;
}

export const usualConnections: ConnectionLimits = {
  total: 10_000,
  perAddress: 1_000,
  headersTimeoutMs: 10_000,
  requestTimeoutMs: 30_000,
  stalledTimeoutMs: 60_000,
  keepAliveTimeoutMs: 5_000,
  checkIntervalMs: 1_000,
};

export const MAX_HEADER_BYTES = 16 * 1024;

/** The connections there are, each with the answer being given on it, or the last one that was. */
export type Connections = Map<Duplex, { response: ServerResponse; requestId: string } | undefined>;

interface Door {
  log: Logger;
  trustedProxies: number;
  connections: Connections;
}

/** An HTTP server that does not listen yet, with bounds on what its clients can hold on to. */
export function boundedServer(limits: ConnectionLimits, { log, trustedProxies, connections }: Door): Server {
  const server = createServer({
    IncomingMessage: SocketRequest,
    headersTimeout: limits.headersTimeoutMs,
    requestTimeout: limits.requestTimeoutMs,
    keepAliveTimeout: limits.keepAliveTimeoutMs,
    connectionsCheckingInterval: limits.checkIntervalMs,
    maxHeaderSize: MAX_HEADER_BYTES,
    // The gate answers this, with the headers every answer has.
    requireHostHeader: false,
  });
  server.on("connection", (socket) => {
    connections.set(socket, undefined);
    socket.once("close", () => connections.delete(socket));
  });
  const noteRefused = refusedConnections(log);
  server.maxConnections = limits.total;
  server.on("drop", (dropped) => noteRefused(addressKey(dropped?.remoteAddress ?? null)));
  if (trustedProxies === 0) capPerAddress(server, limits.perAddress, noteRefused);

  server.setTimeout(limits.stalledTimeoutMs, (socket: Socket) => {
    const response = connections.get(socket)?.response;
    const atWork = response && !response.writableEnded && socket.writableLength === 0;
    if (atWork) socket.setTimeout(limits.stalledTimeoutMs);
    else socket.destroy();
  });
  // A connection that could not be accepted is its client's loss; without a listener it would be the end of the process.
  server.on("error", (error) => {
    if (server.listening) log.error({ error }, "a connection was not accepted");
  });
  return server;
}

const HALF_SAID_MS = 1_000;

/** Lets what has begun be answered, and waits for all connections to end: at most `graceMs`. Nobody new gets in meanwhile. */
export async function closeServer(server: Server, connections: Connections, graceMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  // A connection becomes idle when its last answer is out, and would then be kept for the next request.
  const sweep = setInterval(() => server.closeIdleConnections(), 50);
  // Browsers open connections ahead of need. Node does not count one that has not asked anything yet as idle.
  const silent = setTimeout(() => closeSilent(connections), Math.min(HALF_SAID_MS, graceMs));
  const deadline = setTimeout(() => server.closeAllConnections(), graceMs);
  await closed;
  clearInterval(sweep);
  clearTimeout(silent);
  clearTimeout(deadline);
}

function closeSilent(connections: Connections): void {
  for (const [socket, answer] of connections) {
    if (!answer || answer.response.writableFinished) socket.destroy();
  }
}

function capPerAddress(server: Server, most: number, noteRefused: (address: string) => void): void {
  const open = new Map<string, number>();
  server.on("connection", (socket) => {
    const address = addressKey(socket.remoteAddress ?? null);
    const others = open.get(address) ?? 0;
    if (others >= most) {
      noteRefused(address);
      socket.destroy();
      return;
    }
    open.set(address, others + 1);
    socket.once("close", () => {
      const left = (open.get(address) ?? 1) - 1;
      if (left === 0) open.delete(address);
      else open.set(address, left);
    });
  });
}

const QUIET_MS = 10_000;

/** Says that connections are refused, at most once in ten seconds: a flood must not become one of log lines. */
function refusedConnections(log: Logger): (address: string) => void {
  let count = 0;
  let saidAt = Number.NEGATIVE_INFINITY;
  return (address) => {
    count += 1;
    if (performance.now() - saidAt < QUIET_MS) return;
    log.warn({ count, lastAddress: address }, "connections refused");
    saidAt = performance.now();
    count = 0;
  };
}
