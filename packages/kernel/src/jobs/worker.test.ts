// Faults: 137, 139.
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { z } from "zod";
import { createJobWorld } from "../../test/job-world.ts";
import { effective, leaveEffect, named } from "../../test/named-jobs.ts";
import { deferred } from "../../test/nodes.ts";
import { enqueue, JobLostError, job, jobs } from "../index.ts";

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
