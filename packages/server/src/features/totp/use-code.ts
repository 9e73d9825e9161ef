import { first } from "@plinth/database";
import { type Actor, type MutationContext, unruled, unseal } from "@plinth/kernel";
import { and, eq, lt } from "drizzle-orm";
import { TOTP_SECRET } from "./enrol.ts";
import { totps } from "./table.ts";
import { stepOf } from "./totp.ts";

/**
 * Uses up the code that somebody's app shows, and those before it: of all who present one at once, one is told `true`. What counts the guesses is
 * up to the caller.
 */
export async function useTotpCode(ctx: MutationContext<Actor>, userId: string, code: string): Promise<boolean> {
  const known = await first(ctx.db.select().from(totps).where(eq(totps.userId, userId)));
  if (!known?.secret) return false;
  const step = stepOf(code, { secret: unseal(TOTP_SECRET, known.secret), lastStep: known.lastStep, now: ctx.now });
  if (step === undefined) return false;
  const db = unruled(ctx, "a code is shown before anybody has signed in");
  const isUnused = and(eq(totps.userId, userId), eq(totps.secret, known.secret), lt(totps.lastStep, step));
  const used = await db.update(totps).set({ lastStep: step }).where(isUnused).returning({ userId: totps.userId });
  return used.length === 1;
}
