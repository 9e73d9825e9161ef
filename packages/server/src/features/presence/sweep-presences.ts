import { type Actor, type MutationContext, unruled } from "@plinth/kernel";
import { lte } from "drizzle-orm";
import { heardOfSince } from "./heard-of-since.ts";
import { presences } from "./table.ts";

/**
 * Removes all that was not heard of for a minute. Nothing else tells a live query that somebody is gone who did not say so: time alone
 * changes no row. Returns how many.
 */
export async function sweepPresences(ctx: MutationContext<Actor>): Promise<number> {
  const db = unruled(ctx, "housekeeping looks after everybody's presence");
  const stale = lte(presences.seenAt, heardOfSince(ctx.now));
  const swept = await db.delete(presences).where(stale).returning({ id: presences.id });
  return swept.length;
}
