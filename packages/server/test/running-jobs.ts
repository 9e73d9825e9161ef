import { randomUUID } from "node:crypto";
import { createLog, enqueue, Inbox, type Job, JobWorker, jobs, mutationContext, system } from "@plinth/kernel";
import { expect } from "vitest";
import { appJobs, appSchedules } from "../src/jobs.ts";
import { mailJob } from "../src/mail/send-mail.ts";
import { HOME } from "./mailing.ts";
import type { TestApp } from "./test-app.ts";

const log = createLog("silent");

/** Enqueues a scheduled job and runs it, and all that waits. */
export async function runScheduled(app: TestApp, name: string): Promise<void> {
  const { database, now } = app;
  const { job, payload } = appSchedules.find((schedule) => schedule.name === name) ?? expect.unreachable(name);
  const ctx = { actor: system, now: now(), requestId: randomUUID(), log };
  // Safe because each schedule makes the payload of its own job.
  await database.write((db) => enqueue(mutationContext(ctx, db), job as Job, payload(now()) as never));
  await runJobs(app);
}

/** Runs what waits, until nothing does but what is to come later, and mail: see `mailing.ts`. */
export async function runJobs({ database, now }: TestApp): Promise<void> {
  const jobsHere = appJobs({ mailer: new Inbox(), home: HOME });
  const worker = new JobWorker(
    { database, clock: { now }, log },
    jobsHere.filter(({ name }) => name !== mailJob.name),
  );
  worker.start();
  const open = async () => {
    const rows = await database.read.select().from(jobs);
    return rows
      .filter(({ name }) => name !== mailJob.name)
      .filter(({ state, runAt }) => state === "running" || (state === "waiting" && runAt <= new Date()));
  };
  await expect.poll(open, { timeout: 20_000, interval: 10 }).toEqual([]);
  await worker.stop(0);
}
