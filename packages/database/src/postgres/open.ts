import pg from "pg";
import type { Connection, DatabaseOptions } from "../database.ts";
import { PostgresCapture } from "./capture.ts";
import { PostgresChanges } from "./changes.ts";
import { postgresHandle } from "./client.ts";
import { CONNECT_TIMEOUT_MS, connectPostgres } from "./connect.ts";
import { openOrCreatePostgresInstance } from "./instance.ts";
import { migratePostgres } from "./migrate.ts";
import { PostgresWriter } from "./writer.ts";

const STATEMENT_TIMEOUT_MS = 30_000;
const LOCK_TIMEOUT_MS = 5_000;
// The server's limit lies above our own, which names the unit it ends.
const STATEMENT_MARGIN_MS = 500;
// How much longer than the server's own limit this side waits before it takes the server for dead.
const ANSWER_MARGIN_MS = 5_000;
const SHARED_CONNECTIONS = 2;
const SHARED_TIMEOUT_MS = 3_000;
// Nobody waits for the disk; each statement sees what was committed before it, whatever the server's default is.
const SHARED_SETTINGS = "-c synchronous_commit=off -c default_transaction_isolation=read\\ committed";
// What this process sends and reads must not depend on how the server is configured.
const SETTINGS = "-c TimeZone=UTC -c DateStyle=ISO";
// A table that is read from end to end is locked whole under SERIALIZABLE, so that every write in it clashes with every other. And a
// prepared statement keeps its plan, which costs less than planning its LIMIT anew each time.
const PLANNING = "-c enable_seqscan=off -c plan_cache_mode=force_generic_plan";

export async function openPostgres(options: DatabaseOptions): Promise<Connection> {
  const { url, migrations, writeLimitMs = 5_000, slowWriteMs = 50, report = () => {} } = options;
  await withClient(url, openOrCreatePostgresInstance);
  if (migrations) {
    const { applied } = await migratePostgres(url, `${migrations}/postgres`);
    if (applied.length > 0) report({ kind: "migrated", names: applied });
  }
  const readPool = pool(options, STATEMENT_TIMEOUT_MS, "-c default_transaction_read_only=on");
  // No statement outlives its unit for long, so that the locks of an aborted one are soon free.
  const writePool = pool(options, writeLimitMs + STATEMENT_MARGIN_MS);
  const writer = new PostgresWriter(writePool, {
    limitMs: writeLimitMs,
    slowMs: slowWriteMs,
    onSlow: ({ name, ms }) => report({ kind: "slow-write", name, ms }),
    onAborted: (error) => report({ kind: "aborted-write", error }),
  });
  const sharedPool = pool({ ...options, poolSize: SHARED_CONNECTIONS }, SHARED_TIMEOUT_MS, SHARED_SETTINGS);
  const changes = new PostgresChanges({
    ...{ url, pool: writePool },
    onLost: (error) => report({ kind: "connection-lost", error }),
  });
  return {
    read: postgresHandle(readPool),
    writer,
    capture: new PostgresCapture(writePool, options.tables ?? []),
    shared: postgresHandle(sharedPool),
    version: (tables) =>
      tables
        ? tables.reduce((sum, table) => sum + changes.countOf(table) + writer.commits.touching(table), 0)
        : writer.commits.count,
    hears: (tables) => tables.every((table) => changes.hears(table)),
    watch: async (tables) => {
      for (const table of tables) await changes.watch(table);
    },
    onChange: (listener) => changes.listen(listener),
    ping: async () => {
      await readPool.query("select 1");
    },
    close: async () => {
      await changes.close();
      await Promise.all([readPool.end(), writePool.end(), sharedPool.end()]);
    },
  };
}

function pool(options: DatabaseOptions, statementTimeoutMs: number, setting = ""): pg.Pool {
  const { url, poolSize = 10, writeLimitMs = 5_000, report } = options;
  // What the address says itself would replace our settings instead of adding to them.
  const [, given = ""] = /[?&]options=([^&]*)/.exec(url) ?? [];
  const made = new pg.Pool({
    connectionString: url.replace(/([?&])options=[^&]*&?/, "$1"),
    options: `${decodeURIComponent(given)} ${SETTINGS} ${PLANNING} ${setting}`,
    max: poolSize,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    statement_timeout: statementTimeoutMs,
    query_timeout: statementTimeoutMs + ANSWER_MARGIN_MS,
    lock_timeout: LOCK_TIMEOUT_MS,
    // A little above our own limit, which names the unit it ends.
    idle_in_transaction_session_timeout: writeLimitMs * 2,
    keepAlive: true,
  });
  // Without a listener, a connection that the server closes would end the process: this one hears of idle connections …
  made.on("error", (error) => report?.({ kind: "connection-lost", error }));
  // … and this one of those in use, whose next statement fails anyhow.
  made.on("connect", (client) => client.on("error", () => {}));
  return made;
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = await connectPostgres(url);
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
