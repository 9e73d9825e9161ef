import { type Actor, jobs, type MutationContext, unruled } from "@plinth/kernel";
import { and, eq, inArray, isNotNull, lt } from "drizzle-orm";
import { queueDelivery } from "./queue-delivery.ts";
import { webhookDeliveries } from "./table.ts";
import { DAY_MS } from "./when-again.ts";

const KEPT_DAYS = 30;
const AT_ONCE = 500;

/** Gives those a new job whose own was canceled, or died. Returns how many; call again until it is 0. */
export async function resumeDeliveries(ctx: MutationContext<Actor>): Promise<number> {
  const db = unruled(ctx, "housekeeping looks after everybody's deliveries");
  const stuck = await db
    .select({ id: webhookDeliveries.id })
    .from(webhookDeliveries)
    .innerJoin(jobs, eq(jobs.id, webhookDeliveries.jobId))
    .where(and(isNotNull(webhookDeliveries.jobId), isNotNull(jobs.endedAt)))
    .limit(AT_ONCE);
  for (const { id } of stuck) await queueDelivery(ctx, db, id);
  return stuck.length;
}

/** Removes up to 500 deliveries from logs after 30 days. Returns how many; call again until it is 0. */
export async function purgeOldDeliveries(ctx: MutationContext<Actor>): Promise<number> {
  const db = unruled(ctx, "housekeeping looks after everybody's deliveries");
  const isOld = lt(webhookDeliveries.createdAt, new Date(ctx.now.getTime() - KEPT_DAYS * DAY_MS));
  const some = db.select({ id: webhookDeliveries.id }).from(webhookDeliveries).where(isOld).limit(AT_ONCE);
  const purged = await db
    .delete(webhookDeliveries)
    .where(inArray(webhookDeliveries.id, some))
    .returning({ id: webhookDeliveries.id });
  return purged.length;
}
