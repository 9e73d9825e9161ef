import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import type pg from "pg";
import { connected, databaseUrl, onPostgres } from "./fresh-postgres.ts";

/** A database that a test has to itself, and gives back. */
export interface PooledPostgres {
  url: string;
  giveBack(): Promise<void>;
}

/** How databases are made, and made again as they were. */
export interface Recipe {
  /** Creates an empty one with this name. */
  create(server: pg.Client, name: string): Promise<unknown>;
  /** Removes what a test left behind. */
  clean(client: pg.Client): Promise<unknown>;
}

interface Used {
  name: string;
  url: string;
  /** What empties it. */
  client: pg.Client;
  schema: string;
}

/**
 * Databases that tests use one after the other: one used before takes a third of the time of a new one, whose every connection reads the
 * catalogue from scratch. One that is not again what it was is dropped.
 */
export function pooledPostgres(kind: string, { create, clean }: Recipe): () => Promise<PooledPostgres> {
  const server = process.env.DATABASE_URL ?? "";
  const free: Used[] = [];
  const make = async (): Promise<Used> => {
    const name = testName(kind);
    await onPostgres(server, (client) => create(client, name));
    const url = databaseUrl(server, name);
    const client = await connected(url);
    return { name, url, client, schema: await schemaOf(client) };
  };
  const giveBack = async (used: Used) => {
    // A test may have taken away what is to be cleaned, or the connection that cleans.
    if (await isAsBefore(used, clean).catch(() => false)) return void free.push(used);
    await used.client.end();
    await onPostgres(server, (client) => client.query(`drop database ${used.name} with (force)`));
  };
  return async () => {
    const used = free.pop() ?? (await make());
    return { url: used.url, giveBack: () => giveBack(used) };
  };
}

async function isAsBefore({ client, schema }: Used, clean: Recipe["clean"]): Promise<boolean> {
  await putOut(client);
  await clean(client);
  return (await schemaOf(client)) === schema;
}

/** A name that the end of the run finds again; see global-postgres.ts. */
export function testName(kind: string): string {
  return `${process.env.TEST_DATABASES ?? "plinth_test"}_${kind}_${randomUUID().replaceAll("-", "").slice(0, 20)}`;
}

const PUT_OUT_MS = 5_000;

/** Ends the connections of others, and waits until they are gone. Postgres can wait itself, but looks only every 100 ms. */
async function putOut(client: pg.Client): Promise<void> {
  const others =
    "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()";
  const until = performance.now() + PUT_OUT_MS;
  while ((await client.query(others)).rows.length > 0 && performance.now() < until) await pause(2);
}

/**
 * What there is besides what came with Postgres, and when it was changed last. The triggers that tell of changes, and those of dry runs, are made when
 * they are first asked for and stay: a database that has them is as good as one before.
 */
async function schemaOf(client: pg.Client): Promise<string> {
  const stays = "proname like 'plinth\\_changed\\_%' or proname = 'plinth_dry_run'";
  const { rows } = await client.query<{ schema: string }>(`
    select concat_ws(' ',
      (select md5(string_agg(concat_ws(':', oid, relname, reloptions), ' ' order by oid)) from pg_class where oid >= 16384),
      (select count(*) || ':' || max(xmin::text::bigint) from pg_attribute where attrelid >= 16384),
      (select count(*) || ':' || max(xmin::text::bigint) from pg_constraint where oid >= 16384),
      (select count(*) || ':' || max(xmin::text::bigint) from pg_proc where oid >= 16384 and not (${stays})),
      (select count(*) || ':' || max(t.xmin::text::bigint) from pg_trigger t join pg_proc p on p.oid = tgfoid where t.oid >= 16384 and not (${stays})),
      (select count(*) from pg_namespace),
      (select count(*) from pg_extension)) as schema`);
  return rows[0]?.schema ?? "";
}
