import { randomUUID } from "node:crypto";
import { type Server, type ServerResponse, STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import type { Logger } from "pino";
import { Failure } from "../failure.ts";
import { ProtocolFailure, refusal, refuse } from "./answers.ts";
import { type Connections, MAX_HEADER_BYTES } from "./connections.ts";
import { securityHeaders, setSecurityHeaders } from "./security-headers.ts";

interface Door {
  log: Logger;
  secure: boolean;
  connections: Connections;
}

/**
 * Answers what never becomes a request, or stops being one: bytes that are not HTTP, headers without end, clients that dawdle, `CONNECT`.
 * Node would answer without a body and without the headers every answer has.
 */
export function refuseBrokenRequests(server: Server, { log, secure, connections }: Door): void {
  server.on("clientError", (error: Error & { code?: string }, socket) => {
    const current = connections.get(socket);
    if (!socket.writable) socket.destroy();
    else if (!current) refuseRaw(socket, failureOf(error.code));
    else if (current.response.headersSent) refuseAfter(current.response, socket, failureOf(error.code));
    // What came before the broken bytes is answered in full; only then the connection ends.
    else if (current.response.req.complete) current.response.shouldKeepAlive = false;
    else refuseRest(current, failureOf(error.code));
  });
  server.on("connect", (_, socket) => {
    const response = connections.get(socket)?.response;
    // Node has let go of this connection, so nothing asked for before can be answered in its order any more.
    if (response && !response.writableFinished) socket.destroy();
    else refuseRaw(socket, new Failure("METHOD_NOT_SUPPORTED", "Use GET or POST."));
  });

  function refuseAfter(response: ServerResponse, socket: Duplex, failure: Failure): void {
    // The connection ends with that answer anyway.
    if (!response.shouldKeepAlive) return;
    // The rest of a body that is answered already is nothing to answer again.
    if (response.writableFinished && response.req.complete) refuseRaw(socket, failure);
    else socket.destroy();
  }

  function refuseRest(
    { response, requestId }: { response: ServerResponse; requestId: string },
    failure: Failure,
  ): void {
    setSecurityHeaders(response, secure);
    response.setHeader("X-Request-Id", requestId);
    refuse(response, failure, requestId);
  }

  function refuseRaw(socket: Duplex, failure: Failure): void {
    const requestId = randomUUID();
    const { status, body } = refusal(failure, requestId);
    const text = JSON.stringify(body);
    const headers = [
      ...securityHeaders(secure),
      ["X-Request-Id", requestId],
      ["Cache-Control", "no-store"],
      ["Content-Type", "application/json"],
      ["Content-Length", String(Buffer.byteLength(text))],
      ["Connection", "close"],
      ...(status === 405 ? [["Allow", "GET, POST"]] : []),
    ];
    const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`).join("");
    socket.write(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines}\r\n${text}`);
    // Safe because the sockets of a server that speaks plain HTTP are of this kind.
    const connection = socket as Socket;
    const address = connection.remoteAddress ?? null;
    connection.destroySoon();
    log.info({ requestId, address, status, reason: failure.message }, "broken request");
  }
}

function failureOf(code: string | undefined): Failure {
  switch (code) {
    case "ERR_HTTP_REQUEST_TIMEOUT":
      return new ProtocolFailure(408, "The request took too long to arrive.");
    case "HPE_HEADER_OVERFLOW":
      return new ProtocolFailure(431, `The request line and headers are larger than ${MAX_HEADER_BYTES} bytes.`);
    case "HPE_CHUNK_EXTENSIONS_OVERFLOW":
      return new ProtocolFailure(413, "The extensions of a chunk are too long.");
    default:
      return new ProtocolFailure(400, "This is not a request in valid HTTP/1.1.");
  }
}
