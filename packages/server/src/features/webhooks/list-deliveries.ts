import { cursorOf, positionAt, type QueryContext } from "@plinth/kernel";
import { and, desc, eq, inArray, lt } from "drizzle-orm";
import { z } from "zod";
import { findWebhook } from "./find-webhook.ts";
import type { DeliveriesOf } from "./inputs.ts";
import type { DeliveryPage } from "./outputs.ts";
import { deliveryRules, webhookRules } from "./rules.ts";
import { type DeliveryState, webhookDeliveries } from "./table.ts";

const Place = z.tuple([z.uuid()]);

const meant: Record<"open" | "delivered" | "failed", DeliveryState[]> = {
  open: ["queued", "waiting", "sending"],
  delivered: ["delivered"],
  failed: ["failed"],
};

const { id, event, state, attempts, createdAt, sentAt, nextAttemptAt, durationMs, status, failure } = webhookDeliveries;
const summary = { id, event, state, attempts, createdAt, sentAt, nextAttemptAt, durationMs, status, failure };

/** What an endpoint was sent, the newest first. */
export async function listDeliveries(
  ctx: QueryContext,
  { webhookId, state: wanted, cursor, limit }: z.output<typeof DeliveriesOf>,
): Promise<z.input<typeof DeliveryPage>> {
  const webhook = await findWebhook(ctx, webhookId);
  webhookRules.check(ctx, webhook, "see");
  const list = `deliveries of ${webhook.id} ${wanted ?? ""}`;
  const [before] = cursor ? positionAt(list, cursor, (position) => Place.safeParse(position).data) : [];
  const rows = await ctx.db
    .select(summary)
    .from(webhookDeliveries)
    .where(
      and(
        eq(webhookDeliveries.webhookId, webhook.id),
        deliveryRules.visible(ctx.db, ctx.actor),
        wanted && inArray(state, meant[wanted]),
        before ? lt(id, before) : undefined,
      ),
    )
    // Ids sort by time.
    .orderBy(desc(id))
    .limit(limit + 1);
  const deliveries = rows.slice(0, limit);
  const last = deliveries.at(-1);
  return { deliveries, nextCursor: rows.length > limit && last ? cursorOf(list, [last.id]) : null };
}
