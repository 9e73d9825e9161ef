import { type ChildProcess, fork, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import type { Subject } from "./subjects.ts";

const TICKS_PER_SECOND = 100;

/** A server that runs, on a core of its own where there are two. */
export interface Served {
  port: number;
  /** From start to the first answer. */
  coldStartMs: number;
  rssMb(): number;
  /** Processor time so far, user and system. */
  cpuSeconds(): number;
  stop(): Promise<void>;
}

/** Starts a subject and waits until it answers `first`. */
export async function start(
  subject: Subject,
  { port, database, first, env = {} }: { port: number; database: string; first: string; env?: Record<string, string> },
): Promise<Served> {
  const started = performance.now();
  const [command = "", ...args] = onCore(0, subject.command);
  const child = spawn(command, args, {
    stdio: ["ignore", "ignore", "inherit"],
    env: {
      ...process.env,
      NODE_ENV: "production",
      BENCH_DATABASE: database,
      PORT: String(port),
      ...subject.env?.(port, database),
      ...env,
    },
  });
  const pid = child.pid ?? 0;
  process.once("exit", () => child.kill("SIGKILL"));
  await untilAnswered(child, port, first);
  const coldStartMs = performance.now() - started;
  return {
    port,
    coldStartMs,
    rssMb: () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) / 1024,
    cpuSeconds: () => {
      const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
        .replace(/^.*\) /, "")
        .split(" ");
      return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
    },
    stop: () =>
      new Promise((resolve) => {
        child.once("exit", () => resolve());
        child.kill("SIGKILL");
      }),
  };
}

/** What a load measured. */
export interface Load {
  perSecond: number;
  p50Ms: number;
  p99Ms: number;
  /** Of the server, per answer. */
  cpuMicros: number;
  failures: number;
}

/** Loads a server from another process on another core. */
export async function load(
  served: Served,
  order: { requests: string[]; connections: number; seconds: number },
): Promise<Load> {
  const [command = "", ...args] = onCore(1, [
    process.execPath,
    "--import",
    "tsx",
    fileURLToPath(new URL("./load.ts", import.meta.url)),
  ]);
  const child =
    command === process.execPath
      ? fork(args[2] ?? "", { execArgv: args.slice(0, 2) })
      : spawn(command, args, { stdio: ["ignore", "inherit", "inherit", "ipc"] });
  const before = served.cpuSeconds();
  child.send({ port: served.port, ...order });
  const outcome = await new Promise<{
    answers: number;
    failures: number;
    seconds: number;
    p50Ms: number;
    p99Ms: number;
  }>((resolve, reject) => {
    child.once("message", (message) => resolve(message as never));
    child.once("exit", (code) => reject(new Error(`the load ended with ${code}`)));
  });
  const cpu = served.cpuSeconds() - before;
  return {
    perSecond: outcome.answers / outcome.seconds,
    p50Ms: outcome.p50Ms,
    p99Ms: outcome.p99Ms,
    cpuMicros: (cpu / outcome.answers) * 1e6,
    failures: outcome.failures,
  };
}

function onCore(core: number, command: string[]): string[] {
  return process.platform === "linux" && availableParallelism() > 1
    ? ["taskset", "-c", String(core), ...command]
    : command;
}

/** Sends one raw request and returns the body of its answer. */
export async function ask(port: number, request: string): Promise<{ status: number; body: unknown }> {
  const [head = "", body] = request.split("\r\n\r\n");
  const [line = "", ...lines] = head.split("\r\n");
  const [method = "", path = ""] = line.split(" ");
  const headers = Object.fromEntries(
    lines
      .map((header) => header.split(": ") as [string, string])
      .filter(([name]) => !/^(host|content-length)$/i.test(name)),
  );
  const response = await fetch(`http://localhost:${port}${path}`, { method, headers, ...(body && { body }) });
  const text = await response.text();
  return { status: response.status, body: text.startsWith("{") || text.startsWith("[") ? JSON.parse(text) : text };
}

async function untilAnswered(child: ChildProcess, port: number, request: string): Promise<void> {
  for (let tries = 0; tries < 3_000; tries++) {
    if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}`);
    try {
      const { status, body } = await ask(port, request);
      if (status === 200) return;
      throw new TypeError(`the first answer is ${status}: ${JSON.stringify(body).slice(0, 500)}`);
    } catch (error) {
      // Not listening yet.
      if (!(error instanceof Error) || !/fetch failed/.test(error.message)) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error("the server never answered");
}
