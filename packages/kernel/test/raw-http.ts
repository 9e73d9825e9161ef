import { once } from "node:events";
import { connect, type Socket } from "node:net";

/** One answer as it came over the wire. Header names are in lower case. */
export interface RawAnswer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** A connection that sends bytes exactly as they are written, for what no well-behaved client would send. */
export interface RawConnection {
  socket: Socket;
  write(bytes: string | Uint8Array): void;
  /** Everything answered so far. */
  answers(): RawAnswer[];
  /** Waits for the next answer nobody has waited for yet; `undefined` when the server closes first. */
  next(): Promise<RawAnswer | undefined>;
  /** Resolves when the connection is over, whoever ended it. */
  closed: Promise<void>;
}

export async function openRaw(port: number): Promise<RawConnection> {
  const socket = connect({ port, host: "127.0.0.1", noDelay: true });
  // A server that ends a connection while it is written to resets it. That is its end, and no news.
  socket.on("error", () => {});
  let received = "";
  socket.on("data", (data) => {
    received += data.toString("latin1");
  });
  let over = false;
  const closed = new Promise<void>((resolve) => {
    socket.once("close", () => {
      over = true;
      resolve();
    });
  });
  if (socket.connecting) await Promise.race([once(socket, "connect"), closed]);
  let taken = 0;
  return {
    socket,
    write: (bytes) => void socket.write(bytes),
    answers: () => parseAnswers(received),
    next: async () => {
      while (parseAnswers(received).length <= taken && !over) {
        await Promise.race([new Promise((resolve) => socket.once("data", resolve)), closed]);
      }
      return parseAnswers(received)[taken++];
    },
    closed,
  };
}

/** Sends bytes on a connection of their own and collects what is answered until the server closes it. */
export async function exchange(port: number, ...parts: (string | Uint8Array)[]): Promise<RawAnswer[]> {
  const connection = await openRaw(port);
  for (const part of parts) connection.write(part);
  await connection.closed;
  return connection.answers();
}

/** A request in its plain form: `rawRequest("GET /rpc/list", { Connection: "close" })`. */
export function rawRequest(line: string, headers: Record<string, string> = {}, body = ""): string {
  const all = { Host: "localhost", ...headers };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return `${line} HTTP/1.1\r\n${lines.join("")}\r\n${body}`;
}

/** A call of a mutation as our own client sends it. */
export function rawCall(procedure: string, input: unknown, headers: Record<string, string> = {}): string {
  const body = typeof input === "string" ? input : JSON.stringify(input);
  const length = String(Buffer.byteLength(body));
  return rawRequest(
    `POST /rpc/${procedure}`,
    { "Content-Type": "application/json", "Content-Length": length, ...headers },
    body,
  );
}

function parseAnswers(bytes: string): RawAnswer[] {
  const answers: RawAnswer[] = [];
  let at = 0;
  for (;;) {
    const end = bytes.indexOf("\r\n\r\n", at);
    if (end === -1) return answers;
    const [statusLine = "", ...lines] = bytes.slice(at, end).split("\r\n");
    const status = Number(/^HTTP\/1\.1 (\d{3}) /.exec(statusLine)?.[1]);
    const headers = Object.fromEntries(
      lines.map((line) => [line.slice(0, line.indexOf(":")).toLowerCase(), line.slice(line.indexOf(":") + 1).trim()]),
    );
    const body = bodyAt(bytes, end + 4, headers);
    if (!body) return answers;
    answers.push({ status, headers, body: body.text });
    at = body.end;
  }
}

/** The body that starts here; nothing while it has not arrived whole. */
function bodyAt(
  bytes: string,
  start: number,
  headers: Record<string, string>,
): { text: string; end: number } | undefined {
  if (headers["transfer-encoding"] !== "chunked") {
    const end = start + Number(headers["content-length"] ?? 0);
    return bytes.length < end ? undefined : { text: bytes.slice(start, end), end };
  }
  let text = "";
  for (let at = start; ; ) {
    const line = bytes.indexOf("\r\n", at);
    if (line === -1) return undefined;
    const size = Number.parseInt(bytes.slice(at, line), 16);
    text += bytes.slice(line + 2, line + 2 + size);
    at = line + 2 + size + 2;
    if (bytes.length < at) return undefined;
    if (size === 0) return { text, end: at };
  }
}
