import type { Machine } from "./machine.ts";
import type { Result } from "./results.ts";

/** The figures in the order of the page, and what they are called there. */
export const figureNames: Record<string, string> = {
  R1: "R1, an authenticated list of 20 tasks",
  R2: "R2, a task by its id",
  B1: "B1, ten mixed reads in one batch",
  W1: "W1, a task inserted with its event, durable, 32 connections",
  W2: "W2, the same by 64 writers at once",
  "R1-FLAT": "R1-FLAT, what an R1 costs among a million tasks, in times of what it costs among a thousand",
  "READS-UNDER-WRITES": "READS-UNDER-WRITES, the p99 of R1 beside 32 writers, in times of the p99 without them",
  "READS-UNDER-WRITES-SLOW-DISK": "READS-UNDER-WRITES-SLOW-DISK, the same on a disk whose sync takes 5 ms",
  SEARCH: "SEARCH, the p95 of a search in a workspace's tasks and comments",
  L1: "L1, a list with 200 followers: from an insert until all of them have it",
  "L1-EACH": "L1-EACH, the same when each of them has a session of their own",
  L2: "L2, 1,000 people with 5 live lists each beside 50 writes/s: the p99 from a write until a follower has it",
  L3: "L3, what a write costs beside 50,000 live queries that it does not concern, in times of what it costs beside none",
  "LIVE-CONNECTION": "LIVE-CONNECTION, the memory that a connection takes",
  "LIVE-TASK": "LIVE-TASK, the memory that a live query of a task takes",
  "LIVE-LIST": "LIVE-LIST, the memory that a live list of 20 tasks takes",
  JOBS: "JOBS, enqueued in a transaction each and run, in one process",
  "JOBS-BACKLOG": "JOBS-BACKLOG, the p99 of claiming ten jobs where a million wait",
  START: "START, from the start of the process to its first answer",
  RSS: "RSS, memory after the first answer",
  "RSS-LOAD": "RSS-LOAD, memory after the load of R1",
};

/** `results.md`. */
export function page(results: Result[], { machine, missing }: { machine: Machine; missing: string[] }): string {
  const lines = [
    "# What the benchmark measured",
    "",
    ...[...new Set(results.map(({ measured }) => measured))].map((measured) => `- ${measured}`),
    ...machine.facts.map((fact) => `- ${fact}`),
    "",
    "Every ratio is the median of the ratios within the rounds of one run. Read those: they hold on other machines; absolute numbers do not.",
    "",
    ...targetTable(results),
  ];
  for (const reason of missing) lines.push(`Not measured: ${reason}`, "");
  for (const id of Object.keys(figureNames))
    for (const engine of ["sqlite", "postgres"] as const)
      lines.push(
        ...section(
          id,
          engine,
          results.filter((result) => result.id === id && result.engine === engine),
        ),
      );
  return lines.join("\n");
}

function targetTable(results: Result[]): string[] {
  const judged = results.filter(({ target }) => target !== null);
  if (judged.length === 0) return [];
  const rows = judged.map((result) =>
    [result.id, engineNames[result.engine], result.target, reached(result), result.met ? "yes" : "**no**"].join(" | "),
  );
  return [
    "| figure | on | target | Plinth | met |",
    "| --- | --- | --- | --- | --- |",
    ...rows.map((row) => `| ${row} |`),
    "",
  ];
}

function reached({ value, unit, toLimit, toStock, cpuMicros, note }: Result): string {
  const ratios = [toLimit !== null && `${times(toLimit)} bare`, toStock !== null && `${times(toStock)} stock`];
  const cpu = cpuMicros !== undefined && `${cpuMicros.toFixed(0)} µs CPU`;
  const words = unit === "req/s" ? ratios : [shown(value, unit), cpu, note];
  return words.filter(Boolean).join(", ");
}

const engineNames = { sqlite: "SQLite", postgres: "Postgres" };

function section(id: string, engine: Result["engine"], rows: Result[]): string[] {
  if (rows.length === 0) return [];
  const cells: [string, (row: Result) => string][] = [
    ["subject", ({ title }) => title],
    ["value", ({ value, unit }) => shown(value, unit)],
    ["to bare", ({ toLimit }) => times(toLimit)],
    ["to stock", ({ toStock }) => times(toStock)],
    ["µs CPU", ({ cpuMicros }) => cpuMicros?.toFixed(0) ?? ""],
    ["µs CPU of Postgres", ({ databaseMicros }) => databaseMicros?.toFixed(0) ?? ""],
    ["p50 ms", ({ p50Ms }) => p50Ms?.toFixed(1) ?? ""],
    ["p99 ms", ({ p99Ms }) => p99Ms?.toFixed(1) ?? ""],
    ["", ({ note }) => note ?? ""],
  ];
  // A column that says nothing here is left out.
  const used = cells.filter(([, cell]) => rows.some((row) => cell(row) !== ""));
  const line = (parts: string[]) => `| ${parts.join(" | ")} |`;
  return [
    `## ${figureNames[id]} (${engineNames[engine]})`,
    "",
    line(used.map(([name]) => name)),
    line(used.map(([name]) => (name === "subject" || name === "" ? "---" : "---:"))),
    ...rows.map((row) => line(used.map(([, cell]) => cell(row)))),
    "",
  ];
}

function shown(value: number | null, unit: Result["unit"]): string {
  if (value === null) return "not measured";
  if (unit === "×") return times(value);
  return `${unit === "kB" ? value.toFixed(1) : Math.round(value).toLocaleString("en")} ${unit}`;
}

function times(ratio: number | null): string {
  return ratio === null ? "" : `${ratio.toFixed(2)}×`;
}
