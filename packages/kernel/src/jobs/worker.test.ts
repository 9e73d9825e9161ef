// Faults: 130, 131, 132, 133, 134, 137, 138, 139, 141.
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { z } from "zod";
import { createJobWorld } from "../../test/job-world.ts";
import { effective, leaveEffect, named } from "../../test/named-jobs.ts";
import { deferred } from "../../test/nodes.ts";
import { enqueue, GiveUp, JobLostError, job, jobs, RetryLater } from "../index.ts";

const soon = { firstMs: 1, mostMs: 20 };
const patient = { timeout: 20_000 };

test("a job runs once what wanted it has committed, at once, and leaves what it did", async () => {
  await using world = await createJobWorld();
  const greet = effective("greet");
  await world.work(greet);
  // The first look, when it started, is over.
  await new Promise((resolve) => setTimeout(resolve, 200));
  const enqueued = performance.now();

  await world.add(greet, "ada");

  await expect.poll(world.effects, patient).toEqual(["ada"]);
  // Sooner than it would be found without being told of.
  expect(performance.now() - enqueued).toBeLessThan(3_000);
  expect(await world.rows()).toMatchObject([{ state: "done", attempts: 1, error: null, worker: null }]);
});

test("what is undone wanted no job", async () => {
  await using world = await createJobWorld();
  const greet = effective("greet");

  const undone = world.write(async (ctx) => {
    await enqueue(ctx, greet, { name: "ada" });
    throw new Error("changed my mind");
  });

  await expect(undone).rejects.toThrow("changed my mind");
  expect(await world.rows()).toEqual([]);
});

test("a payload that does not fit, or is too long, is refused, and whoever wanted it learns why", async () => {
  await using world = await createJobWorld();
  const greet = effective("greet");

  await expect(world.write((ctx) => enqueue(ctx, greet, { nam: "ada" } as never))).rejects.toThrow(/nam/);
  await expect(world.add(greet, "x".repeat(65_536))).rejects.toThrow(/the payload of greet has 65547 bytes/);

  expect(await world.rows()).toEqual([]);
});

test("a job waits for its time", async () => {
  await using world = await createJobWorld();
  const ran: number[] = [];
  const note = named("note", async () => ran.push(performance.now()));
  await world.work(note);
  const enqueued = performance.now();

  await world.add(note, "a", { delayMs: 700 });

  await expect.poll(() => ran, patient).toHaveLength(1);
  const waited = (ran[0] ?? 0) - enqueued;
  expect(waited).toBeGreaterThan(650);
  // It was told when to look: without, it would look every five seconds.
  expect(waited).toBeLessThan(4_000);
});

test("of jobs whose time has come, urgent ones go first, then those that waited longest; a queue runs as many as it has room for", async () => {
  await using world = await createJobWorld();
  const ran: string[] = [];
  let [at, most] = [0, 0];
  const note = named(
    "note",
    async (_, name) => {
      at += 1;
      most = Math.max(most, at);
      ran.push(name);
      await new Promise((resolve) => setTimeout(resolve, 5));
      at -= 1;
    },
    { concurrency: 1 },
  );
  await world.add(note, "late", { priority: "low" });
  await world.add(note, "first");
  await world.add(note, "second");
  await world.add(note, "urgent", { priority: "high" });

  await world.work(note);

  await expect.poll(() => ran, patient).toEqual(["urgent", "first", "second", "late"]);
  expect(most).toBe(1);
});

test("a queue that is full does not keep another one waiting", async () => {
  await using world = await createJobWorld();
  const door = deferred<void>();
  const slow = named("slow", () => door.promise, { concurrency: 2 });
  const quick = effective("quick");
  for (let i = 0; i < 20; i++) await world.add(slow);
  const worker = await world.work(slow, quick);

  await world.add(quick, "ada");

  await expect.poll(world.effects, patient).toEqual(["ada"]);
  await expect.poll(() => worker.running).toBe(2);
  door.resolve();
});

test("of a hundred who want the same job at once there is one; once it has begun, another", async () => {
  await using world = await createJobWorld();
  const door = deferred<void>();
  const digest = named("digest", () => door.promise);

  const ids = await Promise.all(Array.from({ length: 100 }, () => world.add(digest, "a", { unique: "ada" })));
  await world.add(digest, "b", { unique: "bob" });

  expect(new Set(ids).size).toBe(1);
  expect(await world.rows()).toHaveLength(2);
  const worker = await world.work(digest);
  await expect.poll(() => worker.running, patient).toBe(2);
  expect(await world.add(digest, "a", { unique: "ada" })).not.toBe(ids[0]);
  door.resolve();
  await expect.poll(world.states, patient).toEqual(["done", "done", "done"]);
}, 30_000);

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

test("a job that no process knows, or whose payload is of a later version, is parked until one comes that does", async () => {
  await using world = await createJobWorld();
  const known = named("known");
  const unknown = effective("unknown");
  const newer = job("known", z.strictObject({ name: z.string(), loud: z.boolean() }), (ctx, { name }) =>
    ctx.finish((tx) => leaveEffect(tx, name)),
  );
  await world.add(unknown, "ada");
  await world.write((ctx) => enqueue(ctx, newer, { name: "bob", loud: true }));
  const old = await world.work(known);

  await expect.poll(world.states, patient).toEqual(["parked", "parked"]);
  expect(await world.rows()).toMatchObject([
    { attempts: 0, error: "No process that ran it knows a job named unknown." },
    { attempts: 0, error: expect.stringContaining("loud") },
  ]);
  await old.stop(0);
  await world.work(unknown, newer);

  await expect.poll(async () => (await world.effects()).sort(), patient).toEqual(["ada", "bob"]);
});

test("jobs follow their name into another queue", async () => {
  await using world = await createJobWorld();
  await world.add(effective("greet", { queue: "old" }), "ada");

  await world.work(effective("greet", { queue: "new" }));

  await expect.poll(world.effects, patient).toEqual(["ada"]);
});

test("who stops begins nothing more, lets what runs end, and gives back what takes too long as if it had not begun", async () => {
  await using world = await createJobWorld();
  const [brief, endless] = [deferred<void>(), deferred<void>()];
  let reason: unknown;
  const quick = named("quick", async (ctx, name) => {
    await brief.promise;
    await ctx.finish((tx) => leaveEffect(tx, name));
  });
  const long = named("long", async ({ signal }) => {
    signal.addEventListener("abort", () => {
      reason = signal.reason;
    });
    await endless.promise;
  });
  await world.add(quick, "ada");
  await world.add(long);
  const worker = await world.work(quick, long);
  await expect.poll(() => worker.running, patient).toBe(2);

  const stopping = worker.stop(2_000);
  await world.add(quick, "too late");
  brief.resolve();
  await stopping;

  expect(await world.effects()).toEqual(["ada"]);
  expect(String(reason)).toMatch(/about to end/);
  const [done, released, untouched] = await world.rows();
  expect(done).toMatchObject({ state: "done" });
  expect(released).toMatchObject({ state: "waiting", attempts: 0, worker: null });
  expect(untouched).toMatchObject({ state: "waiting", attempts: 0 });
  expect(worker.running).toBe(0);
});

test("whoever runs a job that is canceled is told, and keeps nothing", async () => {
  await using world = await createJobWorld();
  const told = deferred<unknown>();
  const long = named("long", async (ctx) => {
    await new Promise((resolve) => ctx.signal.addEventListener("abort", resolve));
    told.resolve(await ctx.write((tx) => leaveEffect(tx, "no")).catch((error: unknown) => error));
  });
  const id = await world.add(long);
  const worker = await world.work(long);
  await expect.poll(() => worker.running, patient).toBe(1);

  await world.database.write((db) => db.update(jobs).set({ state: "canceled" }).where(eq(jobs.id, id)));

  expect(await told.promise).toBeInstanceOf(JobLostError);
  await expect.poll(() => worker.running, patient).toBe(0);
  expect(await world.states()).toEqual(["canceled"]);
  expect(await world.effects()).toEqual([]);
}, 30_000);

test("two jobs of one name, or one queue of two sizes, are a mistake that is told at the start", async () => {
  await using world = await createJobWorld();

  await expect(world.work(named("a"), named("a"))).rejects.toThrow("two jobs have the same name");
  const sizes = [1, 2].map((concurrency) => named(`n${concurrency}`, undefined, { queue: "q", concurrency }));
  await expect(world.work(...sizes)).rejects.toThrow("the queue q is given room for 1 and for 2 jobs");
});

test("ten thousand that fail do not come back together", async () => {
  const { backOffMs, usualRetry } = await import("./back-off.ts");
  const waits = Array.from({ length: 10_000 }, () => backOffMs(usualRetry, 4));

  expect(Math.min(...waits)).toBeGreaterThanOrEqual(4_000);
  expect(Math.max(...waits)).toBeLessThanOrEqual(8_000);
  const perSecond = new Map<number, number>();
  for (const wait of waits) perSecond.set(Math.floor(wait / 100), (perSecond.get(Math.floor(wait / 100)) ?? 0) + 1);
  expect(Math.max(...perSecond.values())).toBeLessThan(500);
  expect(backOffMs(usualRetry, 1_000)).toBeLessThanOrEqual(3_600_000);
});
