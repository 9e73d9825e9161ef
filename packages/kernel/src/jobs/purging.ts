import { z } from "zod";
import type { Actor } from "../actor.ts";
import type { MutationContext } from "../context.ts";
import { job } from "./job.ts";

/**
 * A job that removes what is over, a part at a time, so that nobody waits long for it.
 *
 * @param some - removes a part and tells how many; called until there are none.
 * @example export const purgeTrash = purging("purgeTrash", purgeDeletedTasks);
 */
export function purging(name: string, some: (ctx: MutationContext<Actor>) => Promise<number>) {
  return job(name, z.strictObject({}), async (ctx) => {
    while ((await ctx.write(some)) > 0);
  });
}
