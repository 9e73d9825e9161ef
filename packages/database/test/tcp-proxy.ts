import { connect, createServer, type Socket } from "node:net";

/** Stands between clients and a server, and can make the server, or one connection, look dead. */
export interface TcpProxy extends AsyncDisposable {
  /** The server's address, with the proxy's place in it. */
  url: string;
  /** The connections there are. */
  links: ReadonlySet<Link>;
  /** Called before what a client says is passed on. */
  onSaid: ((link: Link) => void) | undefined;
  /** Called before what the server answers is passed on. */
  onAnswered: ((link: Link, answer: Buffer) => void) | undefined;
  /** From now on nothing passes, in either direction, and no connection is closed. */
  stall(): void;
  /** Lets pass what was held back. */
  resume(): void;
  /** Ends every connection without a farewell. */
  cut(): void;
  /** New connections go to another server; none: they are refused. */
  leadTo(serverUrl: string | undefined): void;
}

/** One connection through a proxy. */
export interface Link {
  /** What the client said first, up to 4,000 bytes. */
  said: string;
  /** From now on what either side says is lost, and the connection stays open. */
  swallow(): void;
  /** Ends it without a farewell. */
  cut(): void;
}

const REMEMBERED_BYTES = 4_000;

/** @example await using proxy = await tcpProxy("postgres://127.0.0.1:5432/postgres"); */
export async function tcpProxy(serverUrl: string): Promise<TcpProxy> {
  let target: URL | undefined = new URL(serverUrl);
  const sockets = new Set<Socket>();
  const links = new Set<Link>();
  let stalled = false;

  const join = (client: Socket, { hostname, port }: URL) => {
    const upstream = connect(Number(port || 5432), hostname);
    let swallowed = false;
    const link: Link = {
      said: "",
      swallow: () => {
        swallowed = true;
      },
      cut: () => {
        swallowed = true;
        client.destroy();
        upstream.destroy();
      },
    };
    links.add(link);
    client.on("data", (chunk) => {
      if (link.said.length < REMEMBERED_BYTES) link.said += chunk.toString("latin1");
      proxy.onSaid?.(link);
    });
    upstream.on("data", (chunk) => proxy.onAnswered?.(link, chunk));
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(from);
      if (stalled) from.pause();
      from.on("data", (chunk) => {
        if (!swallowed) to.write(chunk);
      });
      from.on("error", () => to.destroy());
      from.on("close", () => {
        sockets.delete(from);
        links.delete(link);
        to.destroy();
      });
    }
  };

  const server = createServer((client) => {
    if (target) join(client, target);
    else client.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the operating system gave no port");
  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  const proxy: TcpProxy = {
    url: Object.assign(new URL(serverUrl), { hostname: "127.0.0.1", port: String(address.port) }).href,
    links,
    onSaid: undefined,
    onAnswered: undefined,
    stall: () => {
      stalled = true;
      for (const socket of sockets) socket.pause();
    },
    resume: () => {
      stalled = false;
      for (const socket of sockets) socket.resume();
    },
    cut,
    leadTo: (url) => {
      target = url === undefined ? undefined : new URL(url);
    },
    [Symbol.asyncDispose]: async () => {
      cut();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return proxy;
}
