import { type Actor, type MutationContext, unruled } from "@plinth/kernel";
import { inArray, lte } from "drizzle-orm";
import { sessions } from "./table.ts";

const PURGED_AT_ONCE = 500;

/** Removes up to 500 sessions that nobody can use any more. Returns how many; call again until it is 0. */
export async function purgeExpiredSessions(ctx: MutationContext<Actor>): Promise<number> {
  const db = unruled(ctx, "housekeeping looks after everybody's sessions");
  const expired = db
    .select({ id: sessions.id })
    .from(sessions)
    .where(lte(sessions.expiresAt, ctx.now))
    .limit(PURGED_AT_ONCE);
  const purged = await db.delete(sessions).where(inArray(sessions.id, expired)).returning({ id: sessions.id });
  return purged.length;
}
