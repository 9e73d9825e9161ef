import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { type ClientOptions, WebSocket } from "ws";

const QUIET_MS = 250;
const PATIENCE_MS = 20_000;

/** A WebSocket on which anything can be said, and all that is heard on it. Request ids, which nobody can foretell, are left out. */
export class Said {
  readonly frames: string[] = [];
  closed: number | undefined;

  private constructor(readonly socket: WebSocket) {
    socket.on("message", (data) => this.frames.push(String(data).replace(/"requestId":"[^"]*"/g, '"requestId":"…"')));
    socket.on("close", (code) => {
      this.closed = code;
    });
    socket.on("error", () => {});
  }

  static async on(port: number, path = "/live", options: ClientOptions = {}): Promise<Said> {
    const said = new Said(
      new WebSocket(`ws://127.0.0.1:${port}${path}`, { headers: { host: "127.0.0.1" }, ...options }),
    );
    await once(said.socket, "open");
    return said;
  }

  say(...all: readonly unknown[]): void {
    for (const one of all)
      this.socket.send(typeof one === "string" || Buffer.isBuffer(one) ? one : JSON.stringify(one));
  }

  /** Waits until so many messages were heard. */
  async heard(many: number): Promise<void> {
    const end = performance.now() + PATIENCE_MS;
    while (this.frames.length < many && this.closed === undefined && performance.now() < end) await pause(5);
  }

  /** Waits until nothing is heard for a while. */
  async quiet(): Promise<void> {
    for (let before = -1; before !== this.frames.length; await pause(QUIET_MS)) before = this.frames.length;
  }

  /** What was heard of each subscription, in order. What is heard of two of them may come in any. */
  byId(): Record<string, string[]> {
    const heard: Record<string, string[]> = {};
    for (const frame of this.frames) {
      const [id = ""] = /^\{"id":(?:null|\d+|"[^"]*")/.exec(frame) ?? [];
      heard[id] = [...(heard[id] ?? []), frame];
    }
    return heard;
  }
}
