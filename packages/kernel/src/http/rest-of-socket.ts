import { EventEmitter } from "node:events";
import type { WebSocket } from "ws";

/** A WebSocket as tRPC's own handler sees it: it hears those messages alone that it is to answer, and speaks on the same connection. */
export class RestOfSocket extends EventEmitter {
  constructor(
    readonly socket: WebSocket,
    readonly send: (text: string) => void,
  ) {
    super();
    socket.once("close", () => this.emit("close"));
  }

  get readyState(): number {
    return this.socket.readyState;
  }

  close(): void {
    this.socket.close();
  }

  /** For tRPC, which asks no more of one than this class has. */
  asSocket(): WebSocket {
    return this as unknown as WebSocket;
  }
}
