import { existsSync, readFileSync, writeFileSync } from "node:fs";
import type { Measured } from "../measure.ts";
import type { Options } from "../options.ts";
import type { Subject } from "../subjects/subject.ts";
import { machine } from "./machine.ts";
import { page } from "./page.ts";
import { type Result, resultsOf } from "./results.ts";

const JSON_FILE = "bench/results.json";

/** Writes `bench/results.json` and `bench/results.md`, and says what missed its target and by how much. */
export function report(
  { figures, engines }: Measured,
  { options, subjects, missing }: { options: Options; subjects: Subject[]; missing: string[] },
): { farOff: boolean } {
  const about = { machine: machine(engines, subjects), missing };
  const { results: fresh, verdicts } = resultsOf(figures, `${about.machine.date}, \`${options.command}\``);
  const isFresh = ({ id, engine }: Result) => fresh.some((result) => result.id === id && result.engine === engine);
  const results = [...(options.partial ? known().filter((result) => !isFresh(result)) : []), ...fresh];
  writeFileSync(JSON_FILE, `${JSON.stringify(results, null, 2)}\n`);
  writeFileSync("bench/results.md", page(results, about));
  for (const { figure, target, met, farOff } of verdicts) {
    if (!met)
      console.log(`${farOff ? "FAR OFF" : "missed"}: ${figure.id} on ${figure.engine}, which should be ${target}`);
  }
  for (const reason of missing) console.log(`not measured: ${reason}`);
  return { farOff: verdicts.some((verdict) => verdict.farOff) };
}

/** What was measured before. */
function known(): Result[] {
  // Safe because nothing else writes this file.
  return existsSync(JSON_FILE) ? (JSON.parse(readFileSync(JSON_FILE, "utf8")) as Result[]) : [];
}
