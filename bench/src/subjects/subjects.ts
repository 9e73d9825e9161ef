import type { Sample } from "../dataset/sample.ts";
import { directus } from "./directus.ts";
import { feathers } from "./feathers.ts";
import { remult } from "./remult.ts";
import { createInput, get, getInput, inUrl, listInput, mixed, plain, post } from "./requests.ts";
import type { Subject } from "./subject.ts";
import { BRINGS_VALUE, liveQuery, subscription, trpcData, trpcRequests } from "./trpc.ts";
import { zenstack } from "./zenstack.ts";

const server = (file: string) => [process.execPath, `bench/src/servers/${file}.mjs`];
const same = (body: unknown) => body;

const plinth: Subject = {
  name: "plinth",
  title: "**Plinth**",
  engines: ["sqlite", "postgres"],
  command: [process.execPath, "apps/server/dist/main.cjs"],
  env: (port, database) => ({
    PORT: String(port),
    DATABASE_URL: database,
    LOG_LEVEL: "warn",
    PLINTH_CALLS_PER_MINUTE: "100000000",
    PLINTH_URL: "http://localhost",
    HOST: "127.0.0.1",
  }),
  requests: trpcRequests("/rpc", (input) => input),
  following: {
    path: "/live",
    ask: (sample) => liveQuery(1, "tasks.list", { ...listInput(sample), limit: 20 }),
    follows: BRINGS_VALUE,
  },
  unwrap: trpcData,
};

/** The limit: what a careful person writes by hand. */
const bare: Subject = {
  name: "bare",
  title: "bare: `node:http`, hand-written prepared SQL",
  engines: ["sqlite", "postgres"],
  command: { sqlite: server("bare-sqlite"), postgres: server("bare-postgres") },
  requests: { ...plain, batch: (sample) => get(`/batch?calls=${inUrl(mixed(sample))}`, sample) },
  following: { path: "/live" },
  unwrap: same,
};

const stockRequests = trpcRequests("", (json) => ({ json }));
const stockFollows = (sample: Sample, path: string) => {
  return subscription(1, path, { json: { ...listInput(sample), limit: 20 } });
};

/** What people wire by hand. */
const stock: Subject = {
  name: "stock",
  title: "stock: tRPC standalone, Drizzle, superjson, Lucia",
  engines: ["sqlite", "postgres"],
  command: server("stock"),
  requests: stockRequests,
  following: {
    path: "/",
    ask: (sample) => stockFollows(sample, "tasks.onList"),
    follows: BRINGS_VALUE,
  },
  unwrap: (body) => {
    const data = trpcData(body);
    return Array.isArray(data) ? data.map(jsonOf) : jsonOf(data);
  },
};

const { following: _, ...stockUnfollowed } = stock;

const stockUnsynced: Subject = {
  ...stockUnfollowed,
  name: "stock-unsynced",
  title: "stock at `synchronous=NORMAL`, as it is by default: not durable",
  engines: ["sqlite"],
  unsynced: true,
};

const stockPoke: Subject = {
  ...stock,
  name: "stock-poke",
  title: "stock, whose subscription says only that something changed: the list is fetched again",
  following: {
    path: "/",
    ask: (sample) => stockFollows(sample, "tasks.onChange"),
    follows: '"type":"started"',
    refetch: stockRequests.list,
  },
  onlyFollowed: true,
};

const peersOnDrizzle: Subject[] = [
  {
    name: "hono",
    title: "Hono RPC, zod-validator, Drizzle, Lucia",
    engines: ["sqlite", "postgres"],
    command: server("hono"),
    requests: plain,
    unwrap: same,
  },
  {
    name: "fastify",
    title: "Fastify, Drizzle, Lucia",
    engines: ["sqlite"],
    command: server("fastify"),
    requests: plain,
    unwrap: same,
  },
  {
    name: "orpc",
    title: "oRPC, Drizzle, Lucia",
    engines: ["sqlite"],
    command: server("orpc"),
    requests: {
      list: (sample) => post("/rpc/list", sample, { json: listInput(sample) }),
      get: (sample) => post("/rpc/get", sample, { json: getInput(sample) }),
      create: (sample) => post("/rpc/create", sample, { json: createInput(sample) }),
    },
    unwrap: jsonOf,
  },
];

/** Everyone, in the order of the report. */
export const subjects: Subject[] = [
  ...[plinth, bare, stock, stockUnsynced, stockPoke, feathers],
  ...[...peersOnDrizzle, zenstack, remult, directus],
];

function jsonOf(value: unknown): unknown {
  return (value as { json?: unknown } | undefined)?.json;
}
