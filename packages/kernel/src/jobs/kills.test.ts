// Faults: 129, 130, 131, 136.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as pause } from "node:timers/promises";
import { bundled, emptyTestDatabase } from "@plinth/database/test";
import { expect, test } from "vitest";
import { countedWork, TICK_MS, tickOf } from "../../test/counted-jobs.ts";
import { openJobWorld } from "../../test/job-world.ts";
import { enqueue } from "./enqueue.ts";

const KILLS = Number(process.env.JOB_KILLS ?? 8);
const JOBS = KILLS * 10;
// A lease, the time until somebody looks for those that lapsed, and twice as much again on a busy machine.
const RECOVERED_MS = 60_000;

/** Processes that run the jobs of one database. */
async function startChildren(url: string, count: number) {
  const program = await bundled(join(import.meta.dirname, "../../test/job-child.ts"));
  let left = Number.POSITIVE_INFINITY;
  const start = async (): Promise<ChildProcess> => {
    const child = spawn(process.execPath, [program, url], { stdio: ["ignore", "pipe", "inherit"] });
    const lines = createInterface({ input: child.stdout });
    lines.on("line", (line) => {
      left = Number(line.split(" ")[1]);
    });
    await once(lines, "line");
    return child;
  };
  const children = await Promise.all(Array.from({ length: count }, start));
  const end = async (at: number) => {
    const child = children[at];
    if (!child || child.signalCode) return;
    const ended = once(child, "exit");
    child.kill("SIGKILL");
    await ended;
  };
  return {
    /** How many jobs were left when one last looked. */
    left: () => left,
    signal: (at: number, signal: NodeJS.Signals) => children[at]?.kill(signal),
    /** Kills one, and starts another in its place. */
    async replace(at: number) {
      await end(at);
      children[at] = await start();
    },
    [Symbol.asyncDispose]: async () => void (await Promise.all(children.map((_, at) => end(at)))),
  };
}

test("whatever is killed whenever, each job has its effect once, and each tick its job", {
  timeout: 180_000 + KILLS * 10_000,
}, async () => {
  const test = await emptyTestDatabase();
  const names = Array.from({ length: JOBS }, (_, at) => `job ${String(at).padStart(5, "0")}`);
  let nodes = 1;
  {
    await using world = await openJobWorld(test.url);
    if (world.database.shared) nodes = 3;
    await world.write(async (ctx) => {
      for (const name of names) await enqueue(ctx, countedWork(), { name });
    });
  }
  {
    await using children = await startChildren(test.url, nodes);
    // One stands still for longer than its claims hold, and goes on as if nothing had happened.
    const [stopped, killed] = [nodes - 1, Math.max(1, nodes - 1)];
    if (nodes > 1) children.signal(stopped, "SIGSTOP");
    for (let kill = 0; kill < KILLS; kill++) {
      await pause(Math.random() * 150);
      await children.replace(kill % killed);
    }
    await expect.poll(children.left, { timeout: RECOVERED_MS, interval: 100 }).toBe(0);
    if (nodes > 1) children.signal(stopped, "SIGCONT");
    await pause(1_000);
  }

  await using world = await openJobWorld(test.url);
  await world.lapse();
  await world.work(countedWork(), tickOf());
  await expect.poll(async () => new Set(await world.states()), { timeout: RECOVERED_MS }).toEqual(new Set(["done"]));
  const effects = await world.effects();
  expect(effects.filter((name) => name.startsWith("job")).sort()).toEqual(names);

  const ticks = effects.filter((name) => name.startsWith("tick")).map((name) => Number(name.split(" ")[1]));
  const [first = 0] = ticks.sort((a, b) => a - b);
  expect(ticks.length).toBeGreaterThan(10);
  expect(ticks).toEqual(ticks.map((_, at) => first + at * TICK_MS));
  await world[Symbol.asyncDispose]();
  await test.drop();
});
