import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { freePort } from "../packages/database/test/postgres-server.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const START_MS = 60_000;

interface Server {
  url: string;
  setUpLink: string;
  /** Kills it without a word, and starts it again at the same address. */
  crash(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts the built server on a free port, on an empty database of its own unless another one is given. */
export async function startServer(databaseUrl?: string, settings: Record<string, string> = {}): Promise<Server> {
  const folder = await mkdtemp(join(tmpdir(), "plinth-e2e-"));
  const env = {
    ...{ PATH: process.env.PATH, LOG_LEVEL: "warn" },
    PORT: String(await freePort()),
    DATABASE_URL: databaseUrl ?? join(folder, "plinth.db"),
    // Stories play receivers on this machine.
    PLINTH_WEBHOOK_PRIVATE: "1",
    ...settings,
  };
  let { child, output } = await launch(env);
  const end = async (signal: NodeJS.Signals) => {
    const ended = child.exitCode === null && child.signalCode === null ? once(child, "exit") : undefined;
    child.kill(signal);
    await ended;
  };
  return {
    url: /Plinth is at (\S+)/.exec(output)?.[1] ?? "",
    setUpLink: /Set it up, once: (\S+)/.exec(output)?.[1] ?? "",
    async crash() {
      await end("SIGKILL");
      ({ child, output } = await launch(env));
    },
    async stop() {
      await end("SIGTERM");
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Resolves with what it printed, once it has said all it says at the start. */
async function launch(env: NodeJS.ProcessEnv) {
  const child = spawn(process.execPath, ["apps/server/dist/main.cjs"], {
    cwd: ROOT,
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => {
      child.kill();
      reject(new Error(`The server did not start:\n${output}`));
    }, START_MS);
    const read = (chunk: Buffer) => {
      output += chunk.toString();
      if (!/Plinth is at .*\n\n/s.test(output)) return;
      clearTimeout(timer);
      resolve();
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    child.on("exit", (code) => reject(new Error(`The server ended with ${code}:\n${output}`)));
  });
  return { child, output };
}
