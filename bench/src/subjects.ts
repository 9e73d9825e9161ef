import type { Sample } from "./data.ts";

/** A server under test: how to start it and how to ask it for each piece of work. */
export interface Subject {
  name: string;
  /** Shown in the report. */
  title: string;
  command: string[];
  requests: {
    list(sample: Sample): string;
    get(sample: Sample): string;
    create(sample: Sample): string;
    batch?(sample: Sample): string;
  };
  /** The value inside an answer's envelope. */
  unwrap(body: unknown): unknown;
  env?(port: number, file: string): Record<string, string>;
}

const get = (path: string, { token }: Sample) =>
  `GET ${path} HTTP/1.1\r\nHost: localhost\r\nCookie: session=${token}\r\n\r\n`;

const post = (path: string, { token }: Sample, value: unknown) => {
  const body = JSON.stringify(value);
  return [
    `POST ${path} HTTP/1.1`,
    "Host: localhost",
    `Cookie: session=${token}`,
    "Origin: http://localhost",
    "Content-Type: application/json",
    `Content-Length: ${Buffer.byteLength(body)}`,
    "",
    body,
  ].join("\r\n");
};

const query = (value: unknown) => encodeURIComponent(JSON.stringify(value));
const title = "A new task, made by the benchmark";
const server = (file: string) => [process.execPath, `bench/src/servers/${file}.mjs`];

const mixed = (sample: Sample): [string, object][] => [
  ["list", { projectId: sample.projectId }],
  ...sample.taskIds.slice(0, 9).map((id): [string, object] => ["get", { id }]),
];

const plain = {
  list: (sample: Sample) => get(`/list?projectId=${sample.projectId}`, sample),
  get: (sample: Sample) => get(`/get?id=${sample.taskIds[0]}`, sample),
  create: (sample: Sample) => post("/create", sample, { projectId: sample.projectId, title }),
};

export const plinth: Subject = {
  name: "plinth",
  title: "Plinth",
  command: [process.execPath, "apps/server/dist/main.js"],
  env: (port, url) => ({
    PORT: String(port),
    DATABASE_URL: url,
    LOG_LEVEL: "warn",
    PLINTH_CALLS_PER_MINUTE: "100000000",
    PLINTH_URL: "http://localhost",
    HOST: "127.0.0.1",
  }),
  requests: {
    list: (sample) => get(`/rpc/tasks.list?input=${query({ projectId: sample.projectId, limit: 20 })}`, sample),
    get: (sample) => get(`/rpc/tasks.get?input=${query({ id: sample.taskIds[0] })}`, sample),
    create: (sample) => post("/rpc/tasks.create", sample, { projectId: sample.projectId, title }),
    batch: (sample) => {
      const calls = mixed(sample);
      const input = Object.fromEntries(calls.map(([, value], i) => [i, value]));
      return get(`/rpc/${calls.map(([name]) => `tasks.${name}`).join(",")}?batch=1&input=${query(input)}`, sample);
    },
  },
  unwrap: (body) => (body as { result: { data: unknown } }).result.data,
};

export const bareSqlite: Subject = {
  name: "bare",
  title: "bare node:http, hand-written prepared SQL",
  command: server("bare-sqlite"),
  requests: { ...plain, batch: (sample) => get(`/batch?calls=${query(mixed(sample))}`, sample) },
  unwrap: (body) => body,
};

export const barePostgres: Subject = {
  ...bareSqlite,
  title: "bare node:http, pg with named statements",
  command: server("bare-postgres"),
};

export const stock: Subject = {
  name: "stock",
  title: "tRPC standalone, Drizzle, superjson, Lucia",
  command: server("stock"),
  requests: {
    list: (sample) => get(`/tasks.list?input=${query({ json: { projectId: sample.projectId } })}`, sample),
    get: (sample) => get(`/tasks.get?input=${query({ json: { id: sample.taskIds[0] } })}`, sample),
    create: (sample) => post("/tasks.create", sample, { json: { projectId: sample.projectId, title } }),
    batch: (sample) => {
      const calls = mixed(sample);
      const input = Object.fromEntries(calls.map(([, value], i) => [i, { json: value }]));
      return get(`/${calls.map(([name]) => `tasks.${name}`).join(",")}?batch=1&input=${query(input)}`, sample);
    },
  },
  unwrap: (body) => (body as { result: { data: { json: unknown } } }).result.data.json,
};

export const peers: Subject[] = [
  {
    name: "hono",
    title: "Hono RPC, zod-validator, Drizzle, Lucia",
    command: server("hono"),
    requests: plain,
    unwrap: (body) => body,
  },
  {
    name: "fastify",
    title: "Fastify, Drizzle, Lucia",
    command: server("fastify"),
    requests: plain,
    unwrap: (body) => body,
  },
  {
    name: "orpc",
    title: "oRPC, Drizzle, Lucia",
    command: server("orpc"),
    requests: {
      list: (sample) => post("/rpc/list", sample, { json: { projectId: sample.projectId } }),
      get: (sample) => post("/rpc/get", sample, { json: { id: sample.taskIds[0] } }),
      create: (sample) => post("/rpc/create", sample, { json: { projectId: sample.projectId, title } }),
    },
    unwrap: (body) => (body as { json: unknown }).json,
  },
];
