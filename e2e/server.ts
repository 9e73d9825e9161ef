import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { freePort } from "../packages/database/test/postgres-server.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const START_MS = 20_000;

interface Server {
  url: string;
  setUpLink: string;
  stop(): Promise<void>;
}

/** Starts the built server on an empty database and a free port. */
export async function startServer(): Promise<Server> {
  const folder = await mkdtemp(join(tmpdir(), "plinth-e2e-"));
  const port = await freePort();
  const child = spawn(process.execPath, ["apps/server/dist/main.cjs"], {
    cwd: ROOT,
    env: {
      ...{ PATH: process.env.PATH, PORT: String(port), DATABASE_URL: join(folder, "plinth.db"), LOG_LEVEL: "warn" },
      // Stories play receivers on this machine.
      PLINTH_WEBHOOK_PRIVATE: "1",
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  const started = new Promise<string>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`The server did not start:\n${output}`)), START_MS);
    const read = (chunk: Buffer) => {
      output += chunk.toString();
      const link = /Set it up, once: (\S+)\n/.exec(output)?.[1];
      if (!link) return;
      clearTimeout(timer);
      resolve(link);
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    child.on("exit", (code) => reject(new Error(`The server ended with ${code}:\n${output}`)));
  });
  const setUpLink = await started;
  return {
    url: new URL(setUpLink).origin,
    setUpLink,
    async stop() {
      const ended = child.exitCode === null ? once(child, "exit") : undefined;
      child.kill("SIGTERM");
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}
