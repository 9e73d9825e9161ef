import { job } from "@plinth/kernel";
import { z } from "zod";
import { purgeExpiredSessions } from "./purge-sessions.ts";

/** Removes sessions that nobody can use any more. */
export const purgeSessions = job("purgeSessions", z.strictObject({}), async (ctx) => {
  while ((await ctx.write(purgeExpiredSessions)) > 0);
});
