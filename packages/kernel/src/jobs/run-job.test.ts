// Faults: 130, 131, 132, 134.
import { expect, test } from "vitest";
import { createJobWorld } from "../../test/job-world.ts";
import { leaveEffect, named } from "../../test/named-jobs.ts";
import { deferred } from "../../test/nodes.ts";
import { GiveUp, JobLostError, RetryLater } from "../index.ts";
import { backOffMs, usualRetry } from "./back-off.ts";

const soon = { firstMs: 1, mostMs: 20 };
const patient = { timeout: 20_000 };

test("a job that fails is begun again, and is dead when it failed as often as it may, with what went wrong", async () => {
  await using world = await createJobWorld();
  const attempts: number[] = [];
  const broken = named(
    "broken",
    async ({ job }) => {
      attempts.push(job.attempt);
      throw new Error(`no luck ${job.attempt}`);
    },
    { retry: { attempts: 3, ...soon } },
  );
  await world.add(broken);
  await world.work(broken);

  await expect.poll(world.states, patient).toEqual(["dead"]);
  expect(attempts).toEqual([1, 2, 3]);
  expect(await world.rows()).toMatchObject([{ attempts: 3, error: "no luck 3", endedAt: expect.any(Date) }]);
});

test("a job may give up, and may say itself when to begin again", async () => {
  await using world = await createJobWorld();
  const hopeless = named("hopeless", async () => {
    throw new GiveUp("the receiver is gone for good");
  });
  const asked = named("asked", async ({ job }) => {
    if (job.attempt === 1) throw new RetryLater(60_000, "busy");
  });
  await world.add(hopeless);
  await world.add(asked);
  await world.work(hopeless, asked);

  await expect
    .poll(async () => (await world.rows()).map(({ error }) => error), patient)
    .toEqual(["the receiver is gone for good", "busy"]);
  const [dead, waiting] = await world.rows();
  expect(dead).toMatchObject({ state: "dead", attempts: 1 });
  expect(waiting).toMatchObject({ state: "waiting", attempts: 1 });
  expect(Number(waiting?.runAt) - Date.now()).toBeGreaterThan(50_000);
});

test("an attempt that does not end in time failed, and keeps nothing afterwards", async () => {
  await using world = await createJobWorld();
  const outcomes: unknown[] = [];
  const door = deferred<void>();
  const stuck = named(
    "stuck",
    async (ctx) => {
      if (ctx.job.attempt > 1) return ctx.finish((tx) => leaveEffect(tx, "second"));
      ctx.signal.addEventListener("abort", () => outcomes.push(ctx.signal.reason.message));
      await door.promise;
      outcomes.push(await ctx.write((tx) => leaveEffect(tx, "written late")).catch((error: unknown) => error));
      outcomes.push(await ctx.finish((tx) => leaveEffect(tx, "finished late")).catch((error: unknown) => error));
    },
    { timeoutMs: 100, retry: soon },
  );
  await world.add(stuck);
  await world.work(stuck);

  await expect.poll(world.effects, patient).toEqual(["second"]);
  door.resolve();

  await expect
    .poll(() => outcomes, patient)
    .toEqual(["It took longer than 100 ms.", expect.any(JobLostError), expect.any(JobLostError)]);
  expect(await world.effects()).toEqual(["second"]);
});

test("whoever was too slow to keep their claim finishes nothing: what another did in their place stays the only effect", async () => {
  await using world = await createJobWorld();
  const door = deferred<void>();
  const late = deferred<unknown>();
  const slow = named(
    "slow",
    async (ctx) => {
      if (ctx.job.attempt > 1) return ctx.finish((tx) => leaveEffect(tx, "taken over"));
      await door.promise;
      late.resolve(await ctx.finish((tx) => leaveEffect(tx, "late")).catch((error: unknown) => error));
    },
    { retry: soon },
  );
  await world.add(slow);
  const first = await world.work(slow);
  await expect.poll(() => first.running, patient).toBe(1);

  await world.lapse();
  await world.work(slow);
  await expect.poll(world.effects, patient).toEqual(["taken over"]);
  door.resolve();

  expect(await late.promise).toBeInstanceOf(JobLostError);
  expect(await world.effects()).toEqual(["taken over"]);
  expect(await world.rows()).toMatchObject([{ state: "done", attempts: 2 }]);
});

test("what is to happen at the end happens with it, or not at all", async () => {
  await using world = await createJobWorld();
  const torn = named(
    "torn",
    (ctx) =>
      ctx.finish(async (tx) => {
        await leaveEffect(tx, `attempt ${ctx.job.attempt}`);
        if (ctx.job.attempt < 3) throw new Error("torn off");
      }),
    { retry: soon },
  );
  await world.add(torn);
  await world.work(torn);

  await expect.poll(world.states, patient).toEqual(["done"]);
  expect(await world.effects()).toEqual(["attempt 3"]);
});

test("an error after the end changes nothing about it", async () => {
  await using world = await createJobWorld();
  const clumsy = named("clumsy", async (ctx, name) => {
    await ctx.finish((tx) => leaveEffect(tx, name));
    throw new Error("stumbled on the way out");
  });
  await world.add(clumsy);
  const worker = await world.work(clumsy);

  await expect.poll(world.states, patient).toEqual(["done"]);
  await expect.poll(() => worker.running).toBe(0);
  expect(await world.rows()).toMatchObject([{ state: "done", attempts: 1, error: null }]);
});

test("ten thousand that fail do not come back together", async () => {
  const waits = Array.from({ length: 10_000 }, () => backOffMs(usualRetry, 4));

  expect(Math.min(...waits)).toBeGreaterThanOrEqual(4_000);
  expect(Math.max(...waits)).toBeLessThanOrEqual(8_000);
  const perSecond = new Map<number, number>();
  for (const wait of waits) perSecond.set(Math.floor(wait / 100), (perSecond.get(Math.floor(wait / 100)) ?? 0) + 1);
  expect(Math.max(...perSecond.values())).toBeLessThan(500);
  expect(backOffMs(usualRetry, 1_000)).toBeLessThanOrEqual(3_600_000);
});
