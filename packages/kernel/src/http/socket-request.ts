import { IncomingMessage } from "node:http";

/** Where sockets are opened, below the origin. */
const LIVE_PATH = "/live";

const asked = Symbol("asked");

/**
 * A request that counts as one to upgrade only where there is a socket to open. To Node every request with an `Upgrade` header is one, once
 * somebody listens for them; but such a header may be on any request, and asks for nothing that must be given
 * (https://www.rfc-editor.org/rfc/rfc9110#section-7.8).
 */
export class SocketRequest extends IncomingMessage {
  declare [asked]: unknown;

  get upgrade(): boolean {
    return Boolean(this[asked]) && (this.method === "CONNECT" || asksForSocket(this));
  }

  /** Set by Node's parser, also before there are headers. */
  set upgrade(value: unknown) {
    this[asked] = value;
  }
}

function asksForSocket({ method, url, headers }: IncomingMessage): boolean {
  return method === "GET" && url?.split("?", 1)[0] === LIVE_PATH && headers.upgrade?.toLowerCase() === "websocket";
}
