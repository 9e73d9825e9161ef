import { spawn } from "node:child_process";
import { on } from "../cores.ts";
import { type Figure, median } from "../figure.ts";
import { interleaved } from "../rounds.ts";
import type { Stage } from "../stages/stage.ts";

const JOBS = 5_000;
const WAITING = 1_000_000;

interface Queue {
  name: string;
  title: string;
  engines: Stage["engine"][];
}

const queues: Queue[] = [
  { name: "plinth", title: "**Plinth**", engines: ["sqlite", "postgres"] },
  { name: "pg-boss", title: "pg-boss 10, in batches of 100, asked twice a second", engines: ["postgres"] },
];

let copies = 0;

/** How many jobs a process enqueues, each by itself, and runs in a second. */
export async function jobThroughput(stage: Stage, rounds: number): Promise<Figure[]> {
  const able = queues.filter(({ engines }) => engines.includes(stage.engine));
  const measured = await interleaved(able, { rounds, round: { seconds: 0 } }, async ({ name }) => {
    return JOBS / Number(await answerOf(name, stage, JOBS));
  });
  return [...measured].map(([{ name, title }, values]) => ({
    ...{ id: "JOBS", engine: stage.engine, subject: name, title, unit: "jobs/s", values },
  }));
}

/** How long it takes to claim ten jobs where a million wait: the slowest of a hundred. */
export async function jobBacklog(stage: Stage): Promise<Figure[]> {
  const times: number[] = JSON.parse(await answerOf("backlog", stage, WAITING));
  const at = (share: number) => times.sort((a, b) => a - b)[Math.floor(times.length * share)] ?? Number.NaN;
  return [
    {
      ...{ id: "JOBS-BACKLOG", engine: stage.engine, subject: "plinth", title: "**Plinth**", unit: "ms" },
      ...{ values: [at(0.99)], p50Ms: median(times), p99Ms: at(0.99) },
      note: `${WAITING.toLocaleString("en")} waiting, half of them due`,
    },
  ];
}

/** What a program of `jobs/` prints, run on a copy of the data. */
async function answerOf(program: string, stage: Stage, count: number): Promise<string> {
  const database = await stage.copy(`jobs-${program}-${++copies}`);
  const file = `bench/src/jobs/${program}.ts`;
  const [node, ...args] = on("server", [process.execPath, "--import", "tsx", file, database, String(count)]);
  const child = spawn(node, args, {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, NODE_ENV: "production", DATABASE_URL: database },
  });
  const output: Buffer[] = [];
  child.stdout.on("data", (part: Buffer) => output.push(part));
  const code = await new Promise((resolve) => child.once("close", resolve));
  await stage.drop(database);
  if (code !== 0) throw new Error(`${file} ended with ${code}`);
  return Buffer.concat(output).toString();
}
