import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { freePort } from "../../packages/database/test/postgres-server.ts";
import { ask } from "./answer.ts";
import { on } from "./cores.ts";
import { samplesOf } from "./dataset/sample.ts";
import { cpuSecondsOf, rssMbOf } from "./process-stats.ts";
import type { Stage } from "./stages/stage.ts";
import type { Subject } from "./subjects/subject.ts";

const START_LIMIT_MS = 60_000;

/** A subject that runs, on data it has to itself. */
export interface Served {
  subject: Subject;
  stage: Stage;
  port: number;
  /** The copy of the data it works on. */
  database: string;
  /** From the start of the process to its first answer. */
  coldStartMs: number;
  rssMb(): number;
  cpuSeconds(): number;
  stop(): Promise<void>;
}

const running = new Set<ChildProcess>();
process.on("exit", () => {
  for (const child of running) child.kill("SIGKILL");
});
let copies = 0;

/** Starts a subject on a copy of the data and waits until it answers a list. */
export async function serve(subject: Subject, stage: Stage, env: Record<string, string> = {}): Promise<Served> {
  const port = await freePort();
  const database = await stage.copy(`${subject.name}-${++copies}`);
  if (subject.prepare) prepare(subject.prepare, database);
  const command = Array.isArray(subject.command) ? subject.command : subject.command[stage.engine];
  const [program, ...args] = on("server", command);
  const started = performance.now();
  const child = spawn(program, args, {
    stdio: ["ignore", "ignore", "inherit"],
    env: {
      ...process.env,
      NODE_ENV: "production",
      BENCH_DATABASE: database,
      BENCH_SYNC: subject.unsynced ? "NORMAL" : "FULL",
      PORT: String(port),
      ...subject.env?.(port, database),
      ...env,
    },
  });
  running.add(child);
  child.once("exit", () => running.delete(child));
  try {
    await untilAnswered(child, port, firstRequest(subject, stage));
  } catch (error) {
    child.kill("SIGKILL");
    throw new Error(`${subject.name} on ${stage.engine} does not answer`, { cause: error });
  }
  // Safe because a process that answered has an id.
  const pid = child.pid as number;
  return {
    subject,
    stage,
    port,
    database,
    coldStartMs: performance.now() - started,
    rssMb: () => rssMbOf(pid),
    cpuSeconds: () => cpuSecondsOf(pid),
    stop: async () => {
      const gone = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGKILL");
      await gone;
      await stage.drop(database);
    },
  };
}

function prepare([program = "", ...args]: string[], database: string): void {
  const { status, stderr } = spawnSync(program, args, {
    encoding: "utf8",
    env: { ...process.env, BENCH_DATABASE: database },
  });
  if (status !== 0) throw new Error(`${args.join(" ")} failed:\n${stderr}`);
}

function firstRequest({ name, requests }: Subject, { size }: Stage): string {
  const [sample] = samplesOf(size);
  if (!requests.list || !sample) throw new Error(`${name} has no list to ask for`);
  return requests.list(sample);
}

async function untilAnswered(child: ChildProcess, port: number, request: string): Promise<void> {
  const started = performance.now();
  while (performance.now() - started < START_LIMIT_MS) {
    if (child.exitCode !== null) throw new Error(`it ended with code ${child.exitCode}`);
    const answer = await ask(port, request).catch((error: NodeJS.ErrnoException) => {
      // Not listening yet.
      if (error.code === "ECONNREFUSED") return undefined;
      throw error;
    });
    if (answer && answer.status >= 200 && answer.status < 300) return;
    if (answer) throw new Error(`its first answer is ${answer.status}: ${JSON.stringify(answer.body).slice(0, 500)}`);
    await new Promise((resolve) => setTimeout(resolve, 3));
  }
  throw new Error(`nothing came within ${START_LIMIT_MS / 1_000} s`);
}
