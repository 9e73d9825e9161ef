import { schedule } from "../src/jobs/schedule.ts";
import { effective, leaveEffect, named } from "./named-jobs.ts";

const often = { attempts: 10_000, firstMs: 1, mostMs: 50 };

/** Every 50 milliseconds, which no cron expression says. */
export const TICK_MS = 50;

/** Work that leaves one effect each, after it took a while. */
export const countedWork = (takeAWhile: () => Promise<unknown> = async () => {}) =>
  named(
    "countedWork",
    async (ctx, of) => {
      await takeAWhile();
      await ctx.finish((tx) => leaveEffect(tx, of));
    },
    { retry: often, concurrency: 8 },
  );

export const tickOf = () => effective("tick", { retry: often });

export const everyTick = (job = tickOf()) => ({
  ...schedule("everyTick", "* * * * * *", job, {
    payload: (tick) => ({ name: `tick ${tick.getTime()}` }),
    missed: "all",
  }),
  next: (after: Date) => new Date((Math.floor(after.getTime() / TICK_MS) + 1) * TICK_MS),
});
