import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "../../packages/database/test/postgres-server.ts";
import { fill, type Sample } from "./data.ts";
import { prepareForLucia } from "./lucia-sessions.ts";
import { ask, type Load, load, type Served, start } from "./process.ts";
import { type Figure, report } from "./report.ts";
import { bareSqlite, peers, plinth, type Subject, stock } from "./subjects.ts";

const quick = process.argv.includes("--quick");
const rounds = quick ? 2 : 5;
const seconds = quick ? 2 : 5;
const folder = mkdtempSync(join(tmpdir(), "plinth-bench-"));
const figures: Figure[] = [];
// Every server makes these up for itself when it makes a task.
const NEW = ["id", "rank", "createdAt", "updatedAt"];
let port = 0;
process.setMaxListeners(0);

const template = join(folder, "template.db");
const samples = await fill(template, "drizzle", { tasks: quick ? 20_000 : 100_000 });
prepareForLucia(template);

const subjects = [plinth, bareSqlite, stock, ...peers];
await assertEqual(subjects);
for (const work of ["list", "get"] as const)
  await compare(work === "list" ? "R1" : "R2", subjects, { work, connections: 32 });
await compare("B1", [plinth, bareSqlite, stock], { work: "batch", connections: 32 });
await compare("W1", [...subjects, { ...stock, name: "stock-unsynced", title: `${stock.title}, not durable` }], {
  work: "create",
  connections: 32,
});
await compare("W2", [plinth, bareSqlite, stock], { work: "create", connections: 64 });
await starts([plinth, bareSqlite, stock]);
report(figures, { quick });
rmSync(folder, { recursive: true, force: true });
process.exit(0);

/** A copy of the data for one server. */
function copyOf(name: string): string {
  const file = join(folder, `${name}-${port}.db`);
  cpSync(template, file);
  return file;
}

async function serve(subject: Subject): Promise<Served> {
  port = await freePort();
  const env: Record<string, string> = subject.name === "stock-unsynced" ? { BENCH_SYNC: "NORMAL" } : {};
  return start(subject, { port, database: copyOf(subject.name), first: request(subject, "list", samples[0]), env });
}

function request(subject: Subject, work: "list" | "get" | "create" | "batch", sample: Sample | undefined): string {
  const make = subject.requests[work];
  if (!make || !sample) throw new Error(`${subject.name} has no ${work}`);
  return make(sample);
}

/** Nobody is timed before everybody gives the same answer. */
async function assertEqual(all: Subject[]): Promise<void> {
  const answers = [];
  for (const subject of all) {
    const served = await serve(subject);
    for (const work of ["list", "get", "create"] as const) {
      const { status, body } = await ask(served.port, request(subject, work, samples[7]));
      answers.push({ subject: subject.name, work, status, value: comparable(subject.unwrap(body)) });
    }
    await served.stop();
  }
  for (const { subject, work, status, value } of answers) {
    const expected = answers.find((other) => other.subject === "bare" && other.work === work);
    if (status !== 200 || JSON.stringify(value) !== JSON.stringify(expected?.value)) {
      throw new Error(
        `${subject} answers ${work} differently (${status}):\n${JSON.stringify(value)}\n${JSON.stringify(expected?.value)}`,
      );
    }
  }
}

/** An answer without what every server makes up for itself, keys in one order. */
function comparable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(comparable);
  if (typeof value !== "object" || value === null) return value;
  const fresh = "title" in value && String(value.title).startsWith("A new task");
  const entries = Object.entries(value).filter(([key]) => key !== "nextCursor" && !(fresh && NEW.includes(key)));
  return Object.fromEntries(
    entries
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => [key, key === "labelIds" ? [...item].sort() : comparable(item)]),
  );
}

/** Rounds are interleaved: each subject once per round, so that what else the machine does falls on all of them. */
async function compare(
  id: string,
  all: Subject[],
  { work, connections }: { work: "list" | "get" | "create" | "batch"; connections: number },
): Promise<void> {
  const servers = new Map<Subject, Served>();
  for (const subject of all) servers.set(subject, await serve(subject));
  const measured = new Map<Subject, Load[]>(all.map((subject) => [subject, []]));
  for (let round = -1; round < rounds; round++) {
    for (const [subject, served] of servers) {
      const requests = samples.map((sample) => request(subject, work, sample));
      // The round before the first only warms up.
      const result = await load(served, {
        requests,
        connections,
        seconds: round === -1 ? Math.min(seconds, 3) : seconds,
      });
      if (result.failures > 0) throw new Error(`${subject.name} failed ${result.failures} times at ${id}`);
      if (round >= 0) measured.get(subject)?.push(result);
    }
  }
  for (const [subject, results] of measured) {
    const of = (pick: (result: Load) => number) => median(results.map(pick));
    figures.push({
      id,
      engine: "sqlite",
      subject: subject.name,
      title: subject.title,
      value: of((result) => result.perSecond),
      unit: "req/s",
      cpuMicros: of((result) => result.cpuMicros),
      p99Ms: of((result) => result.p99Ms),
      rssMb: servers.get(subject)?.rssMb() ?? 0,
    });
    console.log(
      id,
      subject.name,
      Math.round(of((result) => result.perSecond)),
      "req/s",
      of((result) => result.cpuMicros).toFixed(1),
      "µs",
    );
  }
  for (const served of servers.values()) await served.stop();
}

async function starts(all: Subject[]): Promise<void> {
  for (const subject of all) {
    const [times, memory]: [number[], number[]] = [[], []];
    for (let round = 0; round < rounds; round++) {
      const served = await serve(subject);
      times.push(served.coldStartMs);
      memory.push(served.rssMb());
      await served.stop();
    }
    const common = { engine: "sqlite" as const, subject: subject.name, title: subject.title };
    figures.push(
      { ...common, id: "START", value: median(times), unit: "ms" },
      { ...common, id: "RSS", value: median(memory), unit: "MB" },
    );
    console.log("START", subject.name, Math.round(median(times)), "ms", Math.round(median(memory)), "MB");
  }
}

function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
