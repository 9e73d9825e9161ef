import { randomUUID } from "node:crypto";
import { databaseNow, first, one, type Write } from "@plinth/database";
import { eq } from "drizzle-orm";
import { system } from "../actor.ts";
import { mutationContext } from "../context.ts";
import { enqueue } from "./enqueue.ts";
import type { JobHouse } from "./run-job.ts";
import type { Missed, Schedule } from "./schedule.ts";
import { jobSchedules } from "./table.ts";

const LATE_MS = 60_000;
const MOST_MISSED = 1_000;
const LONGEST_MS = 30_000;

/**
 * Enqueues the jobs of schedules when they tick. Any number of processes may do so on one database: how far a schedule has come is a row, and
 * whoever moves it on enqueues the job in the same transaction.
 */
export class Scheduler {
  #timer: NodeJS.Timeout | undefined;
  #ticking: Promise<void> = Promise.resolve();
  #stopped = false;

  constructor(
    readonly house: JobHouse,
    readonly schedules: readonly Schedule[],
  ) {}

  start(): void {
    if (this.schedules.length > 0) this.#ticking = this.#tick();
  }

  /** Ticks no more; resolves when what it is enqueueing is there. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#ticking;
  }

  async #tick(): Promise<void> {
    let waitMs = LONGEST_MS;
    for (const schedule of this.schedules) {
      try {
        const dueMs = await this.#advance(schedule);
        waitMs = Math.min(waitMs, dueMs);
      } catch (error) {
        // Its ticks are made up for as missed ones.
        this.house.log.error({ err: error, schedule: schedule.name }, "a schedule did not tick");
        waitMs = Math.min(waitMs, 1_000);
      }
    }
    if (this.#stopped) return;
    this.#timer = setTimeout(() => {
      this.#ticking = this.#tick();
    }, waitMs).unref();
  }

  /** Enqueues what is due, and tells in how many milliseconds the next tick is. */
  #advance(schedule: Schedule): Promise<number> {
    const { database, clock, log } = this.house;
    return database.write(
      async (db) => {
        const { now, lastTick } = await this.#stateOf(db, schedule);
        const due = ticksBetween(schedule, lastTick, now);
        const last = due.at(-1);
        if (last) {
          const isIt = eq(jobSchedules.name, schedule.name);
          await one(db.update(jobSchedules).set({ lastTick: last }).where(isIt).returning());
          const ctx = mutationContext({ actor: system, now: clock.now(), requestId: randomUUID(), log }, db);
          for (const tick of wanted[schedule.missed](due, now)) {
            await enqueue(ctx, schedule.job, schedule.payload(tick));
          }
        }
        const next = schedule.next(last && due.length < MOST_MISSED ? now : (last ?? now));
        return next ? Math.max(0, next.getTime() - now.getTime()) : Number.POSITIVE_INFINITY;
      },
      { name: "tick" },
    );
  }

  /** How far the schedule has come. One that is new, or changed, begins now. */
  async #stateOf(db: Write, { name, cron }: Schedule): Promise<{ now: Date; lastTick: Date }> {
    const begun = { name, cron, lastTick: databaseNow() };
    const lastTick = jobSchedules.lastTick;
    const state = await first(
      db
        .select({ cron: jobSchedules.cron, lastTick, now: databaseNow().mapWith(lastTick) })
        .from(jobSchedules)
        .where(eq(jobSchedules.name, name)),
    );
    if (state?.cron === cron) return state;
    const row = await one(
      db
        .insert(jobSchedules)
        .values(begun)
        .onConflictDoUpdate({ target: jobSchedules.name, set: begun })
        .returning({ lastTick }),
    );
    return { now: row.lastTick, lastTick: row.lastTick };
  }
}

function ticksBetween({ next }: Schedule, after: Date, until: Date): Date[] {
  const ticks: Date[] = [];
  for (let tick = next(after); tick && tick <= until && ticks.length < MOST_MISSED; tick = next(tick)) ticks.push(tick);
  return ticks;
}

/** Of the ticks since the schedule was last seen to, those to be enqueued for. */
const wanted: Record<Missed, (due: readonly Date[], now: Date) => readonly Date[]> = {
  all: (due) => due,
  last: (due) => due.slice(-1),
  skip: (due, now) => due.filter((tick) => now.getTime() - tick.getTime() < LATE_MS),
};
