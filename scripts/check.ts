import { spawn } from "node:child_process";
import { availableParallelism } from "node:os";

// The gate: everything that can be judged without running the product. Seconds, no network, no database.

// Every checker works out again what it shares with the others, so more of them than there are cores take longer.
const checkers = ["--checkers", String(Math.min(4, availableParallelism()))];
const onlyWhatChanged = ["--incremental", "--tsBuildInfoFile", "node_modules/.cache/check.tsbuildinfo"];

const checks: [string, string, string[]][] = [
  ["format and lint", "biome", ["ci", "--error-on-warnings", "--colors=off", "."]],
  ["types", "tsc", ["-p", "tsconfig.json", ...checkers, ...onlyWhatChanged]],
  ["imports", "tsx", ["scripts/check-imports.ts"]],
  ["migrations", "tsx", ["scripts/generate-migrations.ts", "--check"]],
  ["faults", "tsx", ["scripts/fault-table.ts", "--check"]],
];

const results = await Promise.all(checks.map(([name, command, args]) => run(name, command, args)));
const failed = results.filter((ok) => !ok).length;
console.log(`${results.length - failed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;

function run(name: string, command: string, args: string[]): Promise<boolean> {
  const started = performance.now();
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"] });
    const output: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => output.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => output.push(chunk));
    child.on("close", (code) => {
      const seconds = ((performance.now() - started) / 1_000).toFixed(1);
      console.log(`${code === 0 ? "ok  " : "FAIL"} ${name} (${seconds} s)`);
      if (code !== 0) console.log(Buffer.concat(output).toString());
      resolve(code === 0);
    });
  });
}
