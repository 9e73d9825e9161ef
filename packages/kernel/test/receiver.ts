import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { createServer as createSecureServer } from "node:https";
import type { AddressInfo, Socket } from "node:net";
import { createServer as createRawServer } from "node:net";
import { receiverCertificate } from "./receiver-certificate.ts";

/** A request as it arrived. */
export interface Received {
  method: string;
  url: string;
  headers: IncomingMessage["headers"];
  body: string;
}

/** Somebody's server, which is called by ours. */
export interface Receiver extends AsyncDisposable {
  port: number;
  received: Received[];
  /** Cuts off whoever is connected. */
  cut(): void;
}

type Answer = (response: ServerResponse, received: Received) => unknown;

const usualAnswer: Answer = (response) => response.writeHead(204).end();

/** Listens on one address of this machine, and answers each request when it is there in full. */
export async function listenAsReceiver(
  answer: Answer = usualAnswer,
  { address = "127.0.0.1", port = 0, secure = false } = {},
): Promise<Receiver> {
  const received: Received[] = [];
  const take = async (request: IncomingMessage, response: ServerResponse) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part);
    const { method = "", url = "", headers } = request;
    const one = { method, url, headers, body: Buffer.concat(parts).toString() };
    received.push(one);
    answer(response, one);
  };
  const server: Server = secure ? createSecureServer(receiverCertificate) : createServer();
  server.on("request", (request, response) => void take(request, response).catch(() => {}));
  server.listen(port, address);
  await once(server, "listening");
  return {
    port: portOf(server),
    received,
    cut: () => server.closeAllConnections(),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

/** Listens for connections, and does with each what it is told. */
export async function listenRaw(talk: (socket: Socket) => unknown): Promise<AsyncDisposable & { port: number }> {
  const sockets = new Set<Socket>();
  const server = createRawServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => {}).on("close", () => sockets.delete(socket));
    talk(socket);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: portOf(server),
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((closed) => server.close(closed));
    },
  };
}

// Safe because it listens on a port.
const portOf = (server: { address(): unknown }) => (server.address() as AddressInfo).port;
