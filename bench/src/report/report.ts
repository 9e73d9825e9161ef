import { writeFileSync } from "node:fs";
import type { Measured } from "../measure.ts";
import type { Options } from "../options.ts";
import type { Subject } from "../subjects/subject.ts";
import { machine } from "./machine.ts";
import { page } from "./page.ts";
import { resultsOf } from "./results.ts";

/** Writes `bench/results.json` and `bench/results.md`, and says what missed its target and by how much. */
export function report(
  { figures, engines }: Measured,
  { options, subjects, missing }: { options: Options; subjects: Subject[]; missing: string[] },
): { farOff: boolean } {
  const { results, verdicts } = resultsOf(figures);
  writeFileSync("bench/results.json", `${JSON.stringify(results, null, 2)}\n`);
  const about = { command: options.command, machine: machine(engines, subjects), missing };
  writeFileSync("bench/results.md", page(results, about));
  for (const { figure, target, met, farOff } of verdicts) {
    if (!met)
      console.log(`${farOff ? "FAR OFF" : "missed"}: ${figure.id} on ${figure.engine}, which should be ${target}`);
  }
  for (const reason of missing) console.log(`not measured: ${reason}`);
  return { farOff: verdicts.some((verdict) => verdict.farOff) };
}
