import { spawn } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as pause } from "node:timers/promises";
import Sqlite from "better-sqlite3";
import { build } from "esbuild";
import { afterAll, beforeAll, expect, test } from "vitest";

const CYCLES = 200;
// Each lane has a file of its own, so that one counts while another starts.
const LANES = 4;

const packageFolder = join(import.meta.dirname, "../..");
// Beside the installed packages, so that the child finds them; bundled, so that it starts in no time.
const bundleFolder = join(packageFolder, "node_modules/.plinth-test", `kill-${process.pid}`);
const dataFolder = mkdtempSync(join(tmpdir(), "plinth-kill-"));

beforeAll(async () => {
  mkdirSync(bundleFolder, { recursive: true });
  copyFileSync(join(import.meta.dirname, "checkpointer.mjs"), join(bundleFolder, "checkpointer.mjs"));
  await build({
    entryPoints: [join(packageFolder, "test/counting-child.ts")],
    outfile: join(bundleFolder, "child.mjs"),
    bundle: true,
    platform: "node",
    format: "esm",
    external: ["better-sqlite3"],
    logLevel: "error",
  });
});
afterAll(() => {
  for (const folder of [bundleFolder, dataFolder]) rmSync(folder, { recursive: true, force: true });
});

/** What one life of the child printed: what it found when it started, and the last number it acknowledged. */
interface Life {
  rows: number;
  last: number;
  total: number;
  kept: number;
}

async function liveAndDie(file: string): Promise<Life> {
  const child = spawn(process.execPath, [join(bundleFolder, "child.mjs"), file], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const life: Life = { rows: -1, last: -1, total: -1, kept: 0 };
  let death: Promise<void> | undefined;
  for await (const line of createInterface({ input: child.stdout })) {
    const [word, ...numbers] = line.split(" ");
    const [first = -1, second = -1, third = -1] = numbers.map(Number);
    if (word === "found") Object.assign(life, { rows: first, last: second, total: third, kept: second });
    else life.kept = Math.max(life.kept, first);
    if (word === "kept") death ??= pause(20 + Math.random() * 100).then(() => void child.kill("SIGKILL"));
  }
  await death;
  return life;
}

test(`${CYCLES} kills by force lose no acknowledged write and leave none half done`, async () => {
  const faults: string[] = [];
  let kept = 0;
  const lanes = Array.from({ length: LANES }, async (_, lane) => {
    const file = join(dataFolder, `${lane}.db`);
    let acknowledged = 0;
    for (let cycle = 0; cycle < CYCLES / LANES; cycle++) {
      const life = await liveAndDie(file);
      const where = `lane ${lane}, cycle ${cycle}`;
      if (life.last < acknowledged) faults.push(`${where}: ${acknowledged} was acknowledged, ${life.last} is there`);
      if (life.rows !== life.last || life.total !== life.last)
        faults.push(`${where}: half done: ${JSON.stringify(life)}`);
      acknowledged = Math.max(acknowledged, life.kept);
    }
    const survivor = new Sqlite(file);
    if (survivor.pragma("integrity_check", { simple: true }) !== "ok") faults.push(`lane ${lane}: not sound`);
    const rows = Number(survivor.prepare("select count(*) from numbers").pluck().get());
    if (rows < acknowledged) faults.push(`lane ${lane}: ${acknowledged} acknowledged, ${rows} there`);
    survivor.close();
    kept += rows;
  });
  await Promise.all(lanes);

  expect(faults).toEqual([]);
  // Each life has counted, not just started.
  expect(kept).toBeGreaterThan(CYCLES * 10);
}, 600_000);
