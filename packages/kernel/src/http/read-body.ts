import { isUtf8 } from "node:buffer";
import type { IncomingMessage, ServerResponse } from "node:http";
import { Failure } from "../failure.ts";

const waiting = new WeakMap<IncomingMessage, ServerResponse>();

/** Notes that a client waits to be asked for its body (`Expect: 100-continue`), so that what is refused is never sent. */
export function askForBodyLater(request: IncomingMessage, response: ServerResponse): void {
  waiting.set(request, response);
}

/**
 * The text of a request's body.
 *
 * @throws Failure PAYLOAD_TOO_LARGE at the first byte above `maxBytes`, BAD_REQUEST for what is not UTF-8 or is broken off.
 */
export function readBody(request: IncomingMessage, maxBytes: number): Promise<string> {
  const tooLarge = () => new Failure("PAYLOAD_TOO_LARGE", `The request is larger than ${maxBytes} bytes.`);
  if (Number(request.headers["content-length"] ?? 0) > maxBytes) return Promise.reject(tooLarge());
  if (request.headers.expect !== undefined) waiting.get(request)?.writeContinue();
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size > maxBytes) {
        request.pause().removeAllListeners("data");
        reject(tooLarge());
        return;
      }
      chunks.push(chunk);
    });
    request.on("end", () => {
      const [only] = chunks;
      const body = chunks.length === 1 && only ? only : Buffer.concat(chunks);
      // Node would replace what is not UTF-8 without a word, and so change what was said.
      if (!isUtf8(body)) reject(new Failure("BAD_REQUEST", "The request is not valid UTF-8."));
      else resolve(body.toString());
    });
    request.on("error", () => reject(new Failure("BAD_REQUEST", "The request was broken off.")));
    request.on("close", () => {
      if (!request.readableEnded) reject(new Failure("BAD_REQUEST", "The request was broken off."));
    });
  });
}
