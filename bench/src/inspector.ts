import { once } from "node:events";
import WebSocket from "ws";
import { freePort } from "../../packages/database/test/postgres-server.ts";
import { ask } from "./answer.ts";

/** Another process of Node, spoken to in the protocol of its debugger: https://chromedevtools.github.io/devtools-protocol/v8/HeapProfiler */
export class Inspector {
  readonly #socket: WebSocket;
  #sent = 0;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
  }

  /** What a process must be started with, and how to reach it then. */
  static async settings(): Promise<{ env: Record<string, string>; connect(): Promise<Inspector> }> {
    const port = await freePort();
    return {
      env: { NODE_OPTIONS: `--inspect=127.0.0.1:${port} --inspect-publish-uid=http` },
      connect: async () => {
        const { body } = await ask(port, `GET /json/list HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`);
        const [target] = body as { webSocketDebuggerUrl: string }[];
        const socket = new WebSocket(target?.webSocketDebuggerUrl ?? "");
        await once(socket, "open");
        return new Inspector(socket);
      },
    };
  }

  async collectGarbage(): Promise<void> {
    const id = ++this.#sent;
    this.#socket.send(JSON.stringify({ id, method: "HeapProfiler.collectGarbage" }));
    await once(this.#socket, "message");
  }
}
