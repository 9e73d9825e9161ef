import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { bundled } from "./bundled.ts";

/** A TypeScript process that answers lines with lines. */
export interface Child extends AsyncDisposable {
  pid: number;
  /** Sends one line and resolves with the next line the process prints, or undefined when it ended instead. */
  ask(line: string): Promise<string | undefined>;
  /** Ends it by force, and resolves when it is gone. */
  kill(): Promise<void>;
}

/** Starts a file of this folder, which prints `ready` when it is. */
export async function startChild(file: string, args: string[] = [], flags: string[] = []): Promise<Child> {
  const program = await bundled(join(import.meta.dirname, file));
  const child = spawn(process.execPath, [...flags, program, ...args], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  // A child that is gone cannot be written to, which its end tells as well.
  child.stdin.on("error", () => {});
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async () => (await lines.next()).value as string | undefined; // Safe because readline yields strings.
  const kill = () => end(child);
  if ((await next()) !== "ready") throw new Error(`${file} did not start`);
  return {
    pid: child.pid ?? 0,
    ask: (line) => {
      child.stdin.write(`${line}\n`);
      return next();
    },
    kill,
    [Symbol.asyncDispose]: kill,
  };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, "exit");
  child.kill("SIGKILL");
  await gone;
}
