import { type Inbox, jobs } from "@plinth/kernel";
import { and, eq, ne } from "drizzle-orm";
import { expect } from "vitest";
import { runJobs } from "./running-jobs.ts";
import type { TestApp } from "./test-app.ts";

/** Makes up for the time that is waited for what belongs together. */
export async function passGathering(app: TestApp): Promise<void> {
  await runJobs(app);
  const waiting = and(eq(jobs.name, "mailNotification"), eq(jobs.state, "waiting"));
  await app.database.write((db) =>
    db
      .update(jobs)
      .set({ runAt: new Date(0) })
      .where(waiting),
  );
  await runJobs(app);
}

/** The mail that somebody got so far, the newest first, without that of invites. */
export async function mailTo(app: TestApp, inbox: Inbox, name: string) {
  await runJobs(app);
  const open = () => app.database.read.$count(jobs, and(eq(jobs.name, "sendMail"), ne(jobs.state, "done")));
  await expect.poll(open, { timeout: 30_000, interval: 10 }).toBe(0);
  return inbox.received.filter(({ to, subject }) => to === `${name}@example.com` && !subject.includes("invites you"));
}
