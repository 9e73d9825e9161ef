import {
  anyReach,
  createLog,
  enqueue,
  Inbox,
  type Job,
  JobWorker,
  jobs,
  mutationContext,
  publicReach,
  system,
  useReach,
} from "@plinth/kernel";
import { asc, eq } from "drizzle-orm";
import { expect } from "vitest";
import type { z } from "zod";
import { listenAsReceiver, type Received, type Receiver } from "../../kernel/test/receiver.ts";
import { webhookDeliveries, webhooks } from "../src/features/webhooks/table.ts";
import { appJobs } from "../src/jobs.ts";
import { HOME } from "./mailing.ts";
import { createTestApp, type TestApp } from "./test-app.ts";
import { createTracker, type Tracker } from "./tracker.ts";

/** What a receiver says: a status, or nothing at all until it is let go. */
export type Say = (
  received: Received,
) => { status: number; headers?: Record<string, string>; body?: string } | Promise<void>;

export interface WebhookWorld extends AsyncDisposable {
  app: TestApp;
  tracker: Tracker;
  receiver: Receiver;
  /** Where mail goes. */
  inbox: Inbox;
  /** What the receiver says from now on. */
  say(how: Say): void;
  /** An endpoint at the receiver, set up by adam. */
  add(path?: string, events?: ["*"] | ["task.created"]): Promise<{ id: string; secret: string }>;
  deliveries(): Promise<(typeof webhookDeliveries.$inferSelect)[]>;
  webhook(id: string): Promise<typeof webhooks.$inferSelect | undefined>;
  /** Lets every job run whose time is yet to come, and turns the clock to it. */
  hurry(ms: number): Promise<void>;
  /** Has another process run the jobs, as after a deployment. */
  restart(): Promise<void>;
  /** Runs a job now, and waits until it is done. */
  run(job: Job<z.ZodObject<Record<never, never>>>): Promise<void>;
  /** Resolves when nothing is to be done right now. */
  quiet(): Promise<void>;
}

const patient = { timeout: 20_000 };

/** A team with a project, a receiver on this machine, and somebody who runs the jobs. */
export async function createWebhookWorld(): Promise<WebhookWorld> {
  useReach(anyReach);
  const app = await createTestApp(new Date());
  const tracker = await createTracker(app);
  const { database, now } = app;
  let how: Say = () => ({ status: 200, body: "ok" });
  const receiver = await listenAsReceiver(async (response, received) => {
    const said = await how(received);
    if (said) response.writeHead(said.status, said.headers).end(said.body);
  });
  const inbox = new Inbox();
  const newWorker = () =>
    new JobWorker({ database, clock: { now }, log: createLog("silent") }, appJobs({ mailer: inbox, home: HOME }));
  let worker = newWorker();
  worker.start();
  const due = async () => {
    const rows = await database.read.select().from(jobs);
    return rows.filter(
      ({ state, runAt }) => state === "running" || (state === "waiting" && runAt.getTime() <= Date.now() + 500),
    );
  };
  return {
    ...{ app, tracker, receiver, inbox },
    say: (next) => {
      how = next;
    },
    add: (path = "/hooks", events = ["*"]) =>
      app.as("adam").webhooks.create({
        ...{ workspaceId: tracker.workspaceId, events },
        url: `http://127.0.0.1:${receiver.port}${path}`,
      }),
    deliveries: () => database.read.select().from(webhookDeliveries).orderBy(asc(webhookDeliveries.id)),
    webhook: async (id) => (await database.read.select().from(webhooks).where(eq(webhooks.id, id)))[0],
    hurry: async (ms) => {
      app.pass(ms);
      await database.write((db) =>
        db
          .update(jobs)
          .set({ runAt: new Date(0) })
          .where(eq(jobs.state, "waiting")),
      );
    },
    run: async (job) => {
      const ctx = { actor: system, now: now(), requestId: "test", log: createLog("silent") };
      const id = await database.write((db) => enqueue(mutationContext(ctx, db), job, {}));
      const state = async () => (await database.read.select().from(jobs).where(eq(jobs.id, id)))[0]?.state;
      await expect.poll(state, patient).toBe("done");
    },
    restart: async () => {
      await worker.stop(0);
      worker = newWorker();
      worker.start();
    },
    quiet: async () => {
      await expect.poll(due, patient).toEqual([]);
    },
    async [Symbol.asyncDispose]() {
      useReach(publicReach);
      await receiver[Symbol.asyncDispose]();
      await worker.stop(0);
      await app[Symbol.asyncDispose]();
    },
  };
}
