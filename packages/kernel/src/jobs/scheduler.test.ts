// Faults: 136.
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { everyTick, TICK_MS } from "../../test/counted-jobs.ts";
import { createJobWorld } from "../../test/job-world.ts";
import { effective, houseOf } from "../../test/named-jobs.ts";
import { jobSchedules, type Missed, type Schedule, Scheduler, schedule } from "../index.ts";

const patient = { timeout: 20_000 };
const greet = effective("greet");
const named = (tick: Date) => ({ name: tick.toISOString() });

const DAY_MS = 24 * 3_600_000;
const midnight = () => new Date(Math.floor(Date.now() / DAY_MS) * DAY_MS);

/** A daily schedule that has ticked last so many days ago. */
async function lastTickedBefore(world: World, days: number, missed: Missed): Promise<Schedule<typeof greet.schema>> {
  const daily = schedule("greetings", "0 0 * * *", greet, { payload: named, missed });
  const lastTick = new Date(midnight().getTime() - days * DAY_MS);
  await world.database.write((db) => db.insert(jobSchedules).values({ name: "greetings", cron: daily.cron, lastTick }));
  return daily;
}

type World = Awaited<ReturnType<typeof createJobWorld>>;

/** Runs schedulers until the work is done. */
async function ticking(world: World, schedules: Schedule[], until: () => Promise<unknown>, count = 1): Promise<void> {
  const schedulers = Array.from({ length: count }, () => new Scheduler(houseOf(world.database), schedules));
  for (const each of schedulers) each.start();
  await until();
  await Promise.all(schedulers.map((each) => each.stop()));
}

const namesOf = async (world: World) => (await world.rows()).map(({ payload }) => (payload as { name: string }).name);

test.each([
  ["all", 5],
  ["last", 1],
] as const)("ticks that nobody was there for are made up for as said: %s", async (missed, made) => {
  await using world = await createJobWorld();
  const daily = await lastTickedBefore(world, 5, missed);

  await ticking(world, [daily], () => expect.poll(world.rows, patient).toHaveLength(made));

  const names = await namesOf(world);
  expect(new Set(names).size).toBe(made);
  expect(names).toContain(midnight().toISOString());
});

test("ticks to be skipped when nobody was there are those of more than a minute ago", async () => {
  await using world = await createJobWorld();
  const daily = schedule("greetings", "0 0 1 1 *", greet, { payload: named, missed: "skip" });
  await world.database.write((db) =>
    db.insert(jobSchedules).values({ name: "greetings", cron: daily.cron, lastTick: new Date("2020-06-01") }),
  );
  const moved = () => world.database.read.select().from(jobSchedules);

  const often = { ...everyTick(greet), missed: "skip" as const };

  await ticking(world, [daily, often], async () => {
    await expect.poll(async () => (await moved())[0]?.lastTick.getFullYear(), patient).toBeGreaterThan(2020);
    await expect.poll(world.rows, patient).not.toHaveLength(0);
  });

  for (const name of await namesOf(world)) expect(name).toMatch(/^tick /);
});

test("a schedule that is new, or ticks at other times than before, has missed nothing", async () => {
  await using world = await createJobWorld();
  await lastTickedBefore(world, 5, "all");
  const changed = schedule("greetings", "*/5 * * * *", greet, { payload: named, missed: "all" });
  const fresh = schedule("more", "* * * * *", greet, { payload: named, missed: "all" });
  const known = () => world.database.read.select().from(jobSchedules);

  await ticking(world, [changed, fresh], () => expect.poll(known, patient).toHaveLength(2));

  const [state] = await world.database.read.select().from(jobSchedules).where(eq(jobSchedules.name, "greetings"));
  expect(state?.cron).toBe("*/5 * * * * UTC");
  expect(Date.now() - Number(state?.lastTick)).toBeLessThan(60_000);
});

test("however many processes tick, each tick has one job", async () => {
  await using world = await createJobWorld();

  await ticking(
    world,
    [everyTick(greet)],
    () => expect.poll(async () => (await world.rows()).length, patient).toBeGreaterThan(20),
    3,
  );

  const ticks = (await namesOf(world)).map((name) => Number(name.split(" ")[1])).sort((a, b) => a - b);
  expect(ticks).toEqual(ticks.map((_, at) => (ticks[0] ?? 0) + at * TICK_MS));
});

test("a schedule goes by the clocks of its time zone, also when they change", () => {
  const at = (cron: string) => schedule("x", cron, greet, { payload: named, timeZone: "Europe/Berlin" });
  const following = (cron: string, from: string, count: number) => {
    const ticks: (string | undefined)[] = [];
    for (let after: Date | null = new Date(from); after && ticks.length < count; ) {
      after = at(cron).next(after);
      ticks.push(after?.toISOString());
    }
    return ticks;
  };

  expect(following("0 8 * * *", "2026-03-28T00:00Z", 3)).toEqual([
    "2026-03-28T07:00:00.000Z",
    "2026-03-29T06:00:00.000Z",
    "2026-03-30T06:00:00.000Z",
  ]);
  // Half past two comes twice that night, and a daily job once.
  expect(following("30 2 * * *", "2026-10-24T12:00Z", 2)).toEqual([
    "2026-10-25T00:30:00.000Z",
    "2026-10-26T01:30:00.000Z",
  ]);
});

test("a schedule that cannot be read is refused where it is declared", () => {
  expect(() => schedule("x", "every day", greet, { payload: named })).toThrow();
  expect(() => schedule("x", "61 * * * *", greet, { payload: named })).toThrow();
  expect(() => schedule("x", "0 8 * * *", greet, { payload: named, timeZone: "Europe/Atlantis" })).toThrow();
});

test("a schedule that cannot enqueue keeps the tick for later, and the others tick", async () => {
  await using world = await createJobWorld();
  let broken = true;
  const failing = {
    ...(await lastTickedBefore(world, 1, "all")),
    payload: (tick: Date) => {
      if (broken) throw new Error("not now");
      return named(tick);
    },
  };
  const other = schedule("other", "* * * * * *", greet, { payload: named });

  await ticking(world, [failing, other], async () => {
    await expect.poll(world.rows, patient).not.toHaveLength(0);
    broken = false;
    await expect.poll(() => namesOf(world), patient).toContain(midnight().toISOString());
  });
});
