import { first } from "@plinth/database";
import { events, type JobContext, unruled } from "@plinth/kernel";
import { and, eq, getTableColumns, isNull } from "drizzle-orm";
import { users } from "../accounts/table.ts";
import { members } from "../members/table.ts";
import { describeEvent } from "./describe-event.ts";
import { wants } from "./event-names.ts";
import { addDelivery } from "./queue-delivery.ts";
import { isInGoodStanding, isVouchedFor } from "./rules.ts";
import { webhooks } from "./table.ts";

/** Writes a delivery for each endpoint that wants to be told of an event, once. */
export async function fanOut(ctx: JobContext, { eventId }: { eventId: string }): Promise<void> {
  const event = await first(ctx.db.select().from(events).where(eq(events.id, eventId)));
  if (!event?.tenantId) return;
  const { tenantId } = event;
  const body = await describeEvent(ctx.db, event);
  await ctx.finish(async (tx) => {
    const db = unruled(tx, "endpoints are told what happens by the installation");
    const found = await db
      .select(getTableColumns(webhooks))
      .from(webhooks)
      .innerJoin(members, isVouchedFor())
      .innerJoin(users, isInGoodStanding())
      .where(and(eq(webhooks.workspaceId, tenantId), isNull(webhooks.disabledAt)));
    for (const webhook of found) {
      if (wants(webhook.events, event.name)) await addDelivery(tx, db, { webhook, event: event.name, body });
    }
  });
}
