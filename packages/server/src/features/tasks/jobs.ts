import { job } from "@plinth/kernel";
import { z } from "zod";
import { purgeDeletedTasks } from "./trash.ts";

/** Removes tasks whose time in the trash is over. */
export const purgeTrash = job("purgeTrash", z.strictObject({}), async (ctx) => {
  while ((await ctx.write(purgeDeletedTasks)) > 0);
});
