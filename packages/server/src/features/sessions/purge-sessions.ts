import type { Actor, MutationContext } from "@plinth/kernel";
import { inArray, lte } from "drizzle-orm";
import { sessions } from "./table.ts";

const PURGED_AT_ONCE = 500;

/** Removes up to 500 sessions that nobody can use any more. Returns how many; call again until it is 0. */
export async function purgeExpiredSessions({ db, now }: MutationContext<Actor>): Promise<number> {
  const expired = db
    .select({ id: sessions.id })
    .from(sessions)
    .where(lte(sessions.expiresAt, now))
    .limit(PURGED_AT_ONCE);
  const purged = await db.delete(sessions).where(inArray(sessions.id, expired)).returning({ id: sessions.id });
  return purged.length;
}
