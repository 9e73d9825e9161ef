// Faults: 135.
import { eq } from "drizzle-orm";
import { afterEach, expect, test, vi } from "vitest";
import { everyTick } from "../../test/counted-jobs.ts";
import { createJobWorld } from "../../test/job-world.ts";
import { effective, houseOf, named } from "../../test/named-jobs.ts";
import { jobs, Scheduler } from "../index.ts";

const HOUR_MS = 3_600_000;
const patient = { timeout: 20_000 };
const clocks = [
  ["an hour ahead", HOUR_MS],
  ["an hour behind", -HOUR_MS],
] as const;

/** Sets the clock of this process, and of nothing else. */
function skew(byMs: number): void {
  vi.useFakeTimers({ now: Date.now() + byMs, toFake: ["Date"] });
}

afterEach(() => vi.useRealTimers());

test.each(clocks)("a process %s begins what is due, and not what is not", async (_, byMs) => {
  await using world = await createJobWorld();
  const greet = effective("greet");
  skew(byMs);

  await world.add(greet, "now");
  await world.add(greet, "in half an hour", { delayMs: HOUR_MS / 2 });
  await world.add(greet, "soon", { delayMs: 300 });
  await world.work(greet);

  await expect.poll(world.effects, patient).toEqual(["now", "soon"]);
  expect(await world.states()).toEqual(["done", "waiting", "done"]);
});

test.each(clocks)("a process %s leaves alone what another one holds", async (_, byMs) => {
  await using world = await createJobWorld();
  let begun = 0;
  let end = () => {};
  const long = named("long", () => {
    begun += 1;
    return new Promise<void>((resolve) => {
      end = resolve;
    });
  });
  await world.add(long);
  await world.work(long);
  await expect.poll(() => begun, patient).toBe(1);

  skew(byMs);
  if (world.database.shared) await world.work(long);
  // As long as it takes until somebody looks for what has lapsed.
  await new Promise((resolve) => setTimeout(resolve, 6_000));

  expect(begun).toBe(1);
  end();
  await expect.poll(world.states, patient).toEqual(["done"]);
  expect(begun).toBe(1);
});

test.each(clocks)("a schedule in a process %s ticks when it ticks elsewhere", async (_, byMs) => {
  await using world = await createJobWorld();
  const greet = effective("greet");
  const start = Date.now();
  skew(byMs);
  const scheduler = new Scheduler(houseOf(world.database), [everyTick(greet)]);

  scheduler.start();
  await expect.poll(async () => (await world.rows()).length, patient).toBeGreaterThan(5);
  await scheduler.stop();

  const rows = await world.database.read.select().from(jobs).where(eq(jobs.name, "greet"));
  for (const { payload } of rows) {
    const tick = Number((payload as { name: string }).name.split(" ")[1]);
    expect(Math.abs(tick - start)).toBeLessThan(HOUR_MS / 2);
  }
});
