import { randomUUID } from "node:crypto";
import { type Database, openDatabase } from "@plinth/database";
import { emptyTestDatabase } from "@plinth/database/test";
import { asc, eq } from "drizzle-orm";
import { z } from "zod";
import type { Actor } from "../src/actor.ts";
import {
  createLog,
  type EnqueueOptions,
  enqueue,
  events,
  type Job,
  type JobContext,
  type JobOptions,
  JobWorker,
  job,
  jobs,
  type MutationContext,
  mutationContext,
  recordEvent,
  system,
  systemClock,
} from "../src/index.ts";

export const Named = z.strictObject({ name: z.string() });

/** A job of these tests: its payload is a name. */
export function named(
  name: string,
  handler: (ctx: JobContext, name: string) => Promise<unknown> = async () => {},
  options?: JobOptions,
): Job<typeof Named> {
  return job(name, Named, (ctx, payload) => handler(ctx, payload.name), options);
}

/** The same job, of which each that is run leaves one effect in the database, in the transaction that ends it. */
export function effective(name: string, options?: JobOptions): Job<typeof Named> {
  return named(name, (ctx, of) => ctx.finish((tx) => leaveEffect(tx, of)), options);
}

export function leaveEffect(ctx: MutationContext<Actor>, of: string): Promise<void> {
  return recordEvent(ctx, "effect", { subjectId: of });
}

export const houseOf = (database: Database) => ({ database, clock: systemClock, log: createLog("silent") });

/** A database for jobs, and workers on it. Where several processes may share it, each worker has a connection of its own. */
export async function createJobWorld() {
  const test = await emptyTestDatabase();
  const database = await openDatabase({ url: test.url });
  const others: Database[] = [];
  const workers: JobWorker[] = [];
  const context = { actor: system, requestId: randomUUID(), log: createLog("silent") };
  const write = <T>(work: (ctx: MutationContext<Actor>) => Promise<T>, actor: Actor = system) =>
    database.write((db) => work(mutationContext({ ...context, actor, now: new Date() }, db)));

  return {
    database,
    write,
    add: (job: Job<typeof Named>, name = "a", options?: EnqueueOptions) =>
      write((ctx) => enqueue(ctx, job, { name }, options)),
    /** A worker that runs until the end of the test. */
    async work(...known: Job[]): Promise<JobWorker> {
      const shared = database.shared ? await openDatabase({ url: test.url }) : database;
      if (shared !== database) others.push(shared);
      const worker = new JobWorker(houseOf(shared), known);
      workers.push(worker);
      worker.start();
      return worker;
    },
    rows: () => database.read.select().from(jobs).orderBy(asc(jobs.id)),
    states: async () => (await database.read.select().from(jobs).orderBy(asc(jobs.id))).map(({ state }) => state),
    /** Whose effects there are, in order. */
    effects: async () => {
      const rows = await database.read.select().from(events).where(eq(events.name, "effect")).orderBy(asc(events.id));
      return rows.map(({ subjectId }) => subjectId);
    },
    /** Takes the claims of whoever holds any for lapsed. */
    lapse: () =>
      database.write((db) =>
        db
          .update(jobs)
          .set({ leaseUntil: new Date(0) })
          .where(eq(jobs.state, "running")),
      ),
    async [Symbol.asyncDispose]() {
      await Promise.all(workers.map((worker) => worker.stop(0)));
      await Promise.all([database, ...others].map((each) => each.close()));
      await test.drop();
    },
  };
}
