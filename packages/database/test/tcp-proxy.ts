import { connect, createServer, type Socket } from "node:net";

/** Stands between a client and a database server, and can make the server look dead. */
export interface TcpProxy extends AsyncDisposable {
  /** The server's address, with the proxy's place in it. */
  url: string;
  /** From now on nothing passes, in either direction, and no connection is closed. */
  stall(): void;
  /** Lets pass what was held back. */
  resume(): void;
}

export async function tcpProxy(serverUrl: string): Promise<TcpProxy> {
  const target = new URL(serverUrl);
  const sockets = new Set<Socket>();
  let stalled = false;
  const server = createServer((client) => {
    const upstream = connect(Number(target.port || 5432), target.hostname);
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(from);
      if (stalled) from.pause();
      from.on("data", (chunk) => to.write(chunk));
      from.on("error", () => to.destroy());
      from.on("close", () => {
        sockets.delete(from);
        to.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the operating system gave no port");
  return {
    url: Object.assign(new URL(serverUrl), { hostname: "127.0.0.1", port: String(address.port) }).href,
    stall: () => {
      stalled = true;
      for (const socket of sockets) socket.pause();
    },
    resume: () => {
      stalled = false;
      for (const socket of sockets) socket.resume();
    },
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
