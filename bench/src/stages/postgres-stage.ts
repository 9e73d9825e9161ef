import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { openDatabase } from "../../../packages/database/src/index.ts";
import { freePort } from "../../../packages/database/test/postgres-server.ts";
import { on } from "../cores.ts";
import { fillPostgres } from "../dataset/fill-postgres.ts";
import type { Size } from "../dataset/sample.ts";
import { familyCpuSecondsOf } from "../process-stats.ts";
import type { Stage } from "./stage.ts";

const USER = "bench";
const TEMPLATE = "bench_template";

/** Starts a Postgres server for this run and fills a database in it. */
export async function postgresStage(size: Size): Promise<Stage> {
  const port = await freePort();
  const server = await startPostgres(port);
  const urlOf = (database: string) => `postgres://${USER}:${USER}@127.0.0.1:${port}/${database}`;
  const rows = async (url: string, sql: string) => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      return (await client.query<object>(sql)).rows;
    } finally {
      await client.end();
    }
  };
  const command = (sql: string) => rows(urlOf("postgres"), sql);

  try {
    await command(`create database ${TEMPLATE}`);
    await (await openDatabase({ url: urlOf(TEMPLATE), migrations: "drizzle" })).close();
    await fillPostgres(urlOf(TEMPLATE), size);
    const [{ version } = { version: "" }] = (await command("show server_version")).map((row) => ({
      version: Object.values(row).join(),
    }));
    return {
      engine: "postgres",
      size,
      version: `Postgres ${version}`,
      copy: async (name) => {
        const database = name.replace(/\W/g, "_");
        await command(`create database ${database} template ${TEMPLATE} strategy file_copy`);
        return urlOf(database);
      },
      drop: async (url) => {
        await command(`drop database ${new URL(url).pathname.slice(1)} with (force)`);
      },
      rows,
      cpuSeconds: () => familyCpuSecondsOf(server.pid),
      close: server.stop,
    };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

async function startPostgres(port: number): Promise<{ pid: number; stop(): Promise<void> }> {
  const script = fileURLToPath(new URL("./postgres-process.ts", import.meta.url));
  const [program, ...args] = on("database", [process.execPath, "--import", "tsx", script, String(port), USER, USER]);
  // Detached: out of reach of Ctrl-C, which would end it before it can clean up.
  const child = spawn(program, args, { stdio: ["pipe", "pipe", "pipe"], detached: true });
  const output: string[] = [];
  child.stderr.on("data", (chunk: Buffer) => output.push(chunk.toString()));
  const gone = once(child, "exit");
  const ready = await Promise.race([once(child.stdout, "data"), gone.then(() => undefined)]);
  if (!ready) throw new Error(`Postgres did not start on port ${port}:\n${output.join("")}`);
  return {
    pid: Number(String(ready[0])),
    stop: async () => {
      child.stdin.end();
      await gone;
    },
  };
}
