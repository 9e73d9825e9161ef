import { Cron } from "croner";
import type { z } from "zod";
import type { Job } from "./job.ts";

/** A job that is enqueued again and again, once a tick whatever the number of processes. */
export interface Schedule<S extends z.ZodType = z.ZodType> {
  name: string;
  cron: string;
  job: Job<S>;
  payload(tick: Date): z.input<S>;
  missed: Missed;
  /** The first tick after a moment. */
  next(after: Date): Date | null;
}

/** What becomes of ticks that came while no process ran: `last` makes up for them once, `all` for each, `skip` for none. */
export type Missed = "last" | "all" | "skip";

/**
 * Declares when a job is enqueued.
 *
 * @param name - kept in the database: another name is another schedule.
 * @param cron - five fields, or six with seconds first: https://croner.56k.guru/usage/pattern/. Times that a change of the clock leaves out or repeats come once.
 * @throws Error when `cron` or `timeZone` cannot be read
 * @example schedule("sendDigests", "0 8 * * *", sendDigests, { payload: (tick) => ({ on: tick.toISOString() }), timeZone: "Europe/Berlin" })
 */
export function schedule<S extends z.ZodType>(
  name: string,
  cron: string,
  job: Job<S>,
  { payload, timeZone = "UTC", missed = "last" }: ScheduleOptions<S>,
): Schedule<S> {
  // Throws for a zone that is none, where the ticks would only do so when they are first asked for.
  new Intl.DateTimeFormat("en", { timeZone });
  const ticks = new Cron(cron, { timezone: timeZone, paused: true });
  return { name, cron: `${cron} ${timeZone}`, job, payload, missed, next: (after) => ticks.nextRun(after) };
}

interface ScheduleOptions<S extends z.ZodType> {
  payload(tick: Date): z.input<S>;
  /** An IANA name such as `Europe/Berlin`. Default `UTC`. */
  timeZone?: string;
  /** Default `last`. */
  missed?: Missed;
}
