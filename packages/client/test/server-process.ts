import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { bundled, freePort } from "@plinth/database/test";
import { type People, peopleOf } from "./people.ts";

const MAIN = fileURLToPath(new URL("../../../apps/server/src/main.ts", import.meta.url));
const ROOT = fileURLToPath(new URL("../../..", import.meta.url));

/** The server as people run it: a process, which keeps its address when it is started again. */
export interface ServerProcess extends People, AsyncDisposable {
  url: string;
  /** What it said as it ended, if it did so by itself. */
  ended(): string | undefined;
  /** Ends it by force, and resolves when it is gone. */
  kill(): Promise<void>;
  /** Resolves when it listens. */
  start(): Promise<void>;
}

/**
 * @param settings - besides those that make it run.
 * @example await using server = await serverProcess(database.url);
 */
export async function serverProcess(
  databaseUrl: string,
  settings: Record<string, string> = {},
): Promise<ServerProcess> {
  const program = await bundled(MAIN);
  const port = await freePort();
  const env = {
    ...{ PATH: process.env.PATH, DATABASE_URL: databaseUrl, PORT: String(port) },
    ...{ LOG_LEVEL: "silent", PLINTH_CALLS_PER_MINUTE: "1000000" },
    ...settings,
  };
  let child: ChildProcess;
  let said = "";
  const server = {
    ended: () => (child.exitCode === null ? undefined : said),
    kill: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, "exit");
      child.kill("SIGKILL");
      await gone;
    },
    start: (): Promise<void> => {
      said = "";
      const started = spawn(process.execPath, [program], { cwd: ROOT, env, stdio: ["ignore", "pipe", "pipe"] });
      child = started;
      return new Promise((resolve, reject) => {
        started.on("exit", () => reject(new Error(`the server did not start: ${said}`)));
        for (const output of [started.stdout, started.stderr]) {
          output.on("data", (chunk) => {
            said += chunk;
            // What it says last.
            if (said.endsWith("\n\n")) resolve();
          });
        }
      });
    },
    [Symbol.asyncDispose]: () => server.kill(),
  };
  await server.start();
  const url = `http://127.0.0.1:${port}`;
  return { ...server, ...peopleOf(url, /set-up\?token=(\S+)/.exec(said)?.[1]), url };
}
