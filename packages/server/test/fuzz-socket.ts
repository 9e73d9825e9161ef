import { connect } from "node:net";
import { ANSWERED_WITHIN_MS, type Answer } from "./fuzz-http.ts";

/** How a client takes its leave: it waits for the server to close, says that it has said all, goes, or pulls the plug. */
export const endings = ["wait", "end", "destroy", "reset"] as const;
export type Ending = (typeof endings)[number];

export interface Talk {
  /** Written one after the other, each as a packet of its own. */
  pieces: Uint8Array[];
  ending: Ending;
  /** After this long without a word, whoever waits goes. */
  quietMs: number;
}

/** Writes bytes to a connection of its own, and resolves with all that came back when it is closed. */
export function talk(port: number, { pieces, ending, quietMs }: Talk): Promise<Buffer> {
  return new Promise((resolve) => {
    const received: Buffer[] = [];
    const socket = connect({ port, host: "127.0.0.1", noDelay: true }, async () => {
      for (const piece of pieces) {
        if (socket.destroyed) return;
        await new Promise((written) => socket.write(piece, written));
      }
      if (ending === "end") socket.end();
      if (ending === "destroy") socket.destroy();
      if (ending === "reset") socket.resetAndDestroy();
    });
    socket.setTimeout(quietMs, () => socket.destroy());
    socket.on("data", (bytes) => received.push(bytes));
    // A connection that breaks is one of the things that are tried.
    socket.on("error", () => {});
    socket.on("close", () => resolve(Buffer.concat(received)));
  });
}

/** Long enough for any answer. */
export const PATIENT_MS = ANSWERED_WITHIN_MS;

const HEAD = /^HTTP\/1\.1 (\d{3}) [^\r\n]*\r\n([\s\S]*?)\r\n\r\n/;

/** The answers in what came over a connection; `undefined` when it is something else than answers. */
export function answersIn(bytes: Buffer): Answer[] | undefined {
  const answers: Answer[] = [];
  let rest = bytes.toString("latin1");
  while (rest) {
    const [head, status, headers = ""] = HEAD.exec(`${rest}`) ?? HEAD.exec(`${rest}\r\n\r\n`) ?? [];
    if (!head) return undefined;
    rest = rest.slice(head.length);
    const { body, length } = bodyIn(rest, headers);
    rest = rest.slice(length);
    const requestId = /^x-request-id: (\S+)/im.exec(headers)?.[1];
    answers.push({ status: Number(status), requestId, body: Buffer.from(body, "latin1").toString() });
  }
  return answers;
}

function bodyIn(rest: string, headers: string): { body: string; length: number } {
  // An answer to HEAD announces a body that does not come.
  if (rest.startsWith("HTTP/1.1 ")) return { body: "", length: 0 };
  if (!/^transfer-encoding: chunked/im.test(headers)) {
    const length = Number(/^content-length: (\d+)/im.exec(headers)?.[1] ?? 0);
    return { body: rest.slice(0, length), length };
  }
  let body = "";
  let at = 0;
  for (;;) {
    const [line = "", size = "0"] = /^([0-9a-f]+)\r\n/i.exec(rest.slice(at)) ?? [];
    const start = at + line.length;
    const end = start + Number.parseInt(size, 16);
    body += rest.slice(start, end);
    at = end + 2;
    if (end === start || at >= rest.length) return { body, length: at };
  }
}
