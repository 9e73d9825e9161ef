import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { measure } from "./measure.ts";
import { readOptions } from "./options.ts";
import { paceOf } from "./pace.ts";
import { installPeers } from "./peers.ts";
import { report } from "./report/report.ts";
import { subjects } from "./subjects/subjects.ts";

// Unlike 1, which says that the measurement is done and bad.
const EXIT_BROKEN = 2;

const options = readOptions();
const started = performance.now();
const folder = mkdtempSync(join(tmpdir(), "plinth-bench-"));
// However it ends.
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => process.exit(130));

try {
  const asked = subjects.filter(({ name }) => options.engines.some((engine) => options.includes(name, engine)));
  const { installed, missing } = installPeers(asked);
  const measured = await measure(installed, { options, pace: paceOf(options), folder, missing });
  const { farOff } = report(measured, { options, subjects: installed, missing });
  console.log(
    `\nbench/results.md and bench/results.json, after ${Math.round((performance.now() - started) / 1_000)} s`,
  );
  process.exit(farOff ? 1 : 0);
} catch (error) {
  console.error(error);
  process.exit(EXIT_BROKEN);
}
