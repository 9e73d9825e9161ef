import { emptyTestDatabase } from "@plinth/database/test";
import { type App, createApp } from "@plinth/server";
import { type Link, type TcpProxy, tcpProxy } from "../../database/test/tcp-proxy.ts";
import { type People, peopleOf } from "./people.ts";
import { servedOptions } from "./served-app.ts";

/** One server of several, which keeps its address when it is started again. */
export interface ServedNode {
  url: string;
  running: boolean;
  /** The way to its database, where that is a server's. */
  database: TcpProxy | undefined;
  /** The connections on which it hears what others write: one, where others may. */
  listening(): Link[];
  start(): Promise<void>;
  /** Stops as it does when it is told to. */
  stop(): Promise<void>;
}

/** The product on one database and as many servers as may share it, and those who use it. */
export interface ServedNodes extends People, AsyncDisposable {
  nodes: [ServedNode, ...ServedNode[]];
  databaseUrl: string;
  /** Whether there can be more than one. */
  shared: boolean;
  /** A way for one client, to the server with this number, or to the one that stands in for it. */
  wayTo(node: number): Promise<TcpProxy>;
  /** Cuts a client off. When it comes again, it is led to the server with this number, if that runs. */
  moveTo(node: number, way: TcpProxy): void;
  /** Ends a server at once: all who came to it are cut off, and from now on led to a running one. */
  kill(node: number): Promise<void>;
}

export async function serveNodes(most: number): Promise<ServedNodes> {
  const test = await emptyTestDatabase();
  const first = await startNode(test.url);
  const { shared } = first.app.database;
  const nodes: [ServedNode, ...ServedNode[]] = [first.node];
  let { setUpToken } = first.app;
  while (shared && nodes.length < most) {
    const { node, app } = await startNode(test.url);
    nodes.push(node);
    // Each that starts makes a new one.
    setUpToken = app.setUpToken;
  }
  const ways = new Map<TcpProxy, ServedNode>();
  const at = (node: number) => nodes[node % nodes.length] ?? nodes[0];
  const move = (way: TcpProxy, node: ServedNode) => {
    ways.set(way, node);
    way.leadTo(node.url);
    way.cut();
  };

  return {
    ...peopleOf(first.node.url, setUpToken),
    ...{ nodes, shared, databaseUrl: test.url },
    wayTo: async (node) => {
      const way = await tcpProxy(at(node).url);
      ways.set(way, at(node));
      return way;
    },
    moveTo: (node, way) => {
      const leadsTo = at(node).running ? at(node) : ways.get(way);
      if (leadsTo) move(way, leadsTo);
    },
    kill: async (number) => {
      const node = at(number);
      // A server that was killed takes nothing more, and says no goodbye.
      const other = nodes.find((one) => one !== node && one.running) ?? node;
      for (const [way, leadsTo] of ways) {
        if (leadsTo === node) move(way, other);
      }
      await node.stop();
    },
    async [Symbol.asyncDispose]() {
      for (const way of ways.keys()) await way[Symbol.asyncDispose]();
      for (const node of nodes) {
        await node.stop();
        await node.database?.[Symbol.asyncDispose]();
      }
      await test.drop();
    },
  };
}

async function startNode(databaseUrl: string): Promise<{ node: ServedNode; app: App }> {
  const database = URL.canParse(databaseUrl) ? await tcpProxy(databaseUrl) : undefined;
  let stop = async () => {};
  const open = async (port: number) => {
    const app = await createApp({ ...servedOptions, databaseUrl: database?.url ?? databaseUrl });
    const running = await app.listen(port, "127.0.0.1");
    stop = async () => {
      stop = async () => {};
      node.running = false;
      await running.stop(0);
      await app.close();
    };
    return { app, port: running.port };
  };
  const node: ServedNode = {
    url: "",
    running: true,
    database,
    listening: () => [...(database?.links ?? [])].filter(({ said }) => said.includes("listen plinth_changes")),
    start: async () => {
      await open(Number(new URL(node.url).port));
      node.running = true;
    },
    stop: () => stop(),
  };
  const { app, port } = await open(0);
  node.url = `http://127.0.0.1:${port}`;
  return { node, app };
}
