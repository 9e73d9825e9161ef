import { type Actor, type MutationContext, unruled } from "@plinth/kernel";
import { inArray, lte } from "drizzle-orm";
import { notifications } from "./table.ts";

const KEPT_MS = 90 * 24 * 3_600_000;
const PURGED_AT_ONCE = 500;

/** Removes up to 500 notifications that were read 90 days ago. Returns how many; call again until it is 0. */
export async function purgeReadNotifications(ctx: MutationContext<Actor>): Promise<number> {
  const db = unruled(ctx, "housekeeping looks after everybody's notifications");
  const old = db
    .select({ id: notifications.id })
    .from(notifications)
    .where(lte(notifications.readAt, new Date(ctx.now.getTime() - KEPT_MS)))
    .limit(PURGED_AT_ONCE);
  const purged = await db
    .delete(notifications)
    .where(inArray(notifications.id, old))
    .returning({ id: notifications.id });
  return purged.length;
}
