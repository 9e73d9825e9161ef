import { randomUUID } from "node:crypto";
import { type Database, openDatabase } from "@plinth/database";
import { emptyTestDatabase } from "@plinth/database/test";
import { asc, eq } from "drizzle-orm";
import {
  type Actor,
  createLog,
  type EnqueueOptions,
  enqueue,
  events,
  type Job,
  JobWorker,
  jobs,
  type MutationContext,
  mutationContext,
  system,
} from "../src/index.ts";
import { houseOf, type Named } from "./named-jobs.ts";

/** A database of its own for jobs, and workers on it. */
export async function createJobWorld() {
  const test = await emptyTestDatabase();
  const world = await openJobWorld(test.url);
  return {
    ...world,
    async [Symbol.asyncDispose]() {
      await world[Symbol.asyncDispose]();
      await test.drop();
    },
  };
}

/** The same on a database that is there. Where several processes may share it, each worker has a connection of its own. */
export async function openJobWorld(url: string) {
  const database = await openDatabase({ url });
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
      const shared = database.shared ? await openDatabase({ url }) : database;
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
    },
  };
}
