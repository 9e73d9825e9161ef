import { conflict, type MutationContext } from "@plinth/kernel";
import { findDelivery, findWebhook } from "./find-webhook.ts";
import { queueDelivery } from "./queue-delivery.ts";
import { recordWebhook } from "./record-webhook.ts";
import { deliveryRules } from "./rules.ts";

/** Sends once more what has ended, under the same id: a receiver that has it knows it again. */
export async function redeliver(ctx: MutationContext, id: string): Promise<void> {
  const delivery = await findDelivery(ctx, id);
  const db = deliveryRules.allow(ctx, delivery, "redeliver");
  if (!delivery.endedAt) throw conflict("The delivery is still under way.");
  const webhook = await findWebhook(ctx, delivery.webhookId);
  if (webhook.disabledAt) throw conflict("The webhook is disabled. Enable it first.");
  await queueDelivery(ctx, db, id, { attempts: 0, endedAt: null });
  await recordWebhook(ctx, "webhook.redelivered", webhook, { event: delivery.event });
}
