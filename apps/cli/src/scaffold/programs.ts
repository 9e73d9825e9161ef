import { spawn } from "node:child_process";
import { join } from "node:path";
import { Stop } from "../stop.ts";

/** Formats files of the repository, and sorts their imports. */
export async function format(root: string, paths: string[]): Promise<void> {
  await run(root, "format", [
    join(root, "node_modules/@biomejs/biome/bin/biome"),
    "check",
    "--write",
    "--colors=off",
    ...paths,
  ]);
}

/** Writes a migration for both engines: what changed in the tables, or with `--custom` one for SQL of one's own. */
export async function generateMigration(root: string, name: string, ...options: string[]): Promise<void> {
  await run(root, "db:generate", ["--import", "tsx", "scripts/generate-migrations.ts", name, ...options]);
}

/** Runs TypeScript in the root of the repository and gives what it prints. */
export function evaluate(root: string, step: string, code: string): Promise<string> {
  return run(root, step, ["--import", "tsx", "--input-type=module", "--eval", code]);
}

/** @throws Stop with what the program said, when it fails */
function run(root: string, step: string, args: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
    const [printed, all]: Buffer[][] = [[], []];
    child.stdout.on("data", (chunk: Buffer) => {
      printed?.push(chunk);
      all?.push(chunk);
    });
    child.stderr.on("data", (chunk: Buffer) => all?.push(chunk));
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0) return resolve(Buffer.concat(printed ?? []).toString());
      const said = Buffer.concat(all ?? [])
        .toString()
        .trim();
      reject(new Stop(`${step} failed, so everything was put back as it was.\n${said}`));
    });
  });
}
