import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { databaseWith } from "../../test/create-tables.ts";
import { onPostgres } from "../../test/fresh-postgres.ts";
import { type TcpProxy, tcpProxy } from "../../test/tcp-proxy.ts";
import { type Changes, tableName } from "../changes.ts";
import { column } from "../columns.ts";
import { openDatabase } from "../database.ts";
import { rawRows } from "../raw.ts";

const { table, id, text } = column;

const teams = table("teams", { id: id(), name: text().notNull() });

const LISTEN = "listen plinth_changes";
const listens = ({ said }: { said: string }) => said.includes(LISTEN);
const listeners = (proxy: TcpProxy) => [...proxy.links].filter(listens);

/** Ends the connection that listens, which says nothing else than this and its heartbeat. */
const endListening = sql`
  select pg_terminate_backend(pid) from pg_stat_activity
  where datname = current_database() and query in (${LISTEN}, 'select 1')`;

/** A database that notes what it is told of, whose connections go through a proxy. */
async function watching() {
  const direct = await databaseWith([teams]);
  const proxy = await tcpProxy(direct.url);
  const database = await openDatabase({ url: proxy.url });
  const told: Changes[] = [];
  await database.watch([teams]);
  database.onChange((changes) => told.push(changes));
  return {
    ...{ direct, proxy, database, told },
    team: (name: string) => direct.write((db) => db.insert(teams).values({ name })),
    [Symbol.asyncDispose]: async () => {
      await database.close();
      await proxy[Symbol.asyncDispose]();
      await direct[Symbol.asyncDispose]();
    },
  };
}

test("what any other client says on the channel of changes is heard when it can be understood, and else tells nothing", async () => {
  await using watched = await watching();
  const own = { schema: "public", table: tableName(teams) };
  const odd = ["", "garbage", "null", "7", "[]", "{}", "[".repeat(3_000), JSON.stringify({ ...own, table: 7 })];
  const elsewhere = JSON.stringify({ ...own, schema: "elsewhere" });
  const unclear = [7, "x", { id: 7 }, { id: [{ toString: 1 }] }].map((keys) => JSON.stringify({ ...own, keys }));

  await onPostgres(watched.direct.url, async (client) => {
    for (const payload of [...odd, elsewhere, ...unclear]) {
      await client.query("select pg_notify('plinth_changes', $1)", [payload]);
    }
  });
  await watched.team("red");

  await expect.poll(() => watched.told).toHaveLength(unclear.length + 1);
  expect(watched.told.slice(0, -1)).toEqual(unclear.map(() => [{ table: "teams" }]));
  expect(watched.told.at(-1)).toMatchObject([{ table: "teams", keys: new Map([["id", expect.any(Set)]]) }]);
});

test("when the server ends the connection that listens, everything may have changed, and what changes then is told", async () => {
  await using watched = await watching();

  await rawRows(watched.direct.read, endListening);
  await watched.team("missed");

  await expect.poll(() => watched.told).toContain("everything");
  watched.told.length = 0;
  await watched.team("heard");
  await expect.poll(() => watched.told).toMatchObject([[{ table: "teams" }]]);
});

// A heartbeat is asked for every 1.5 s and missed after 2 s; the rest is for connecting again, and for a busy machine.
test("a connection that listens and leads nowhere is given up within five seconds", { retry: 2 }, async () => {
  await using watched = await watching();

  const vouchedFor = watched.database.version([teams]);
  for (const link of listeners(watched.proxy)) link.swallow();
  const started = performance.now();
  await watched.team("missed");

  // Nothing is vouched for from the moment on when that is noticed.
  await expect.poll(() => watched.database.hears([teams]), { timeout: 10_000, interval: 5 }).toBe(false);
  expect(watched.database.version([teams])).toBeGreaterThan(vouchedFor);
  await expect.poll(() => watched.told, { timeout: 10_000 }).toEqual(["everything"]);
  expect(watched.database.hears([teams])).toBe(true);
  expect(performance.now() - started).toBeLessThan(5_000);
  expect(listeners(watched.proxy)).toHaveLength(1);
});

test("attempts to listen that fail leave no connection behind", async () => {
  await using watched = await watching();
  let attempts = 0;
  watched.proxy.onSaid = (link) => {
    if (!listens(link)) return;
    attempts += 1;
    link.swallow();
  };

  for (const link of listeners(watched.proxy)) link.swallow();

  await expect.poll(() => attempts, { timeout: 15_000 }).toBeGreaterThanOrEqual(3);
  expect(listeners(watched.proxy).length).toBeLessThanOrEqual(1);
  watched.proxy.onSaid = undefined;
});

test("a database is closed in time though its server is gone", { retry: 2 }, async () => {
  await using watched = await watching();

  watched.proxy.stall();
  const started = performance.now();
  await watched.database.close();

  expect(performance.now() - started).toBeLessThan(4_000);
});

test("a database that is closed while it connects again stays closed", async () => {
  await using watched = await watching();
  const closed = new Promise<void>((resolve) => {
    watched.proxy.onSaid = (link) => {
      if (listens(link)) resolve(watched.database.close());
    };
  });

  await rawRows(watched.direct.read, endListening);
  await closed;

  await expect.poll(() => watched.proxy.links.size).toBe(0);
});
