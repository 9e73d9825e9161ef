import { setTimeout as pause } from "node:timers/promises";
import { onPostgres } from "../../database/test/fresh-postgres.ts";
import type { TcpProxy } from "../../database/test/tcp-proxy.ts";
import type { World } from "./product-world.ts";

/** What may happen to the connections of a world while people work. */
export type Disturbance = (world: World, ways: TcpProxy[]) => Promise<unknown> | undefined;

/** Those there can be with one server. */
const anywhere = {
  "one client is cut off": async ({ random }, ways) => random.of(ways)?.cut(),
  "all clients are cut off, and led anywhere": async ({ random, moveTo, nodes }, ways) => {
    for (const way of ways) moveTo(random.below(nodes.length), way);
  },
  "one client hears nothing for a while": async ({ random }, ways) => {
    const way = random.of(ways);
    way?.stall();
    await pause(300);
    way?.resume();
  },
  "a server is started again": async ({ random, nodes }) => {
    const node = random.of(nodes);
    await node?.stop();
    await node?.start();
  },
} satisfies Record<string, Disturbance>;

/** Those that need another server, or a database that is one. */
const whereShared = {
  "a server is killed": async (world) => {
    const number = world.random.below(world.nodes.length);
    await world.kill(number);
    await pause(200);
    await world.nodes[number]?.start();
  },
  "the database ends a connection that listens": ({ databaseUrl }) =>
    onPostgres(databaseUrl, (client) =>
      client.query(
        "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query in ('listen plinth_changes', 'select 1')",
      ),
    ),
  "a connection that listens leads nowhere": async ({ random, nodes }) => {
    for (const link of random.of(nodes)?.listening() ?? []) link.swallow();
  },
} satisfies Record<string, Disturbance>;

/** All there can be in this world, by name. */
export function disturbancesOf({ shared }: World): [string, Disturbance][] {
  return Object.entries(shared ? { ...anywhere, ...whereShared } : anywhere);
}
