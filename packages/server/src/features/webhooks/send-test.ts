import { newId } from "@plinth/database";
import { conflict, type MutationContext } from "@plinth/kernel";
import { actorOf } from "./describe-event.ts";
import { TEST_EVENT } from "./event-names.ts";
import { findWebhook } from "./find-webhook.ts";
import type { TestPayload } from "./payload.ts";
import { addDelivery } from "./queue-delivery.ts";
import { recordWebhook } from "./record-webhook.ts";
import { webhookRules } from "./rules.ts";

/** Sends an endpoint a message that is about nothing, once. @returns its delivery, which tells what came of it */
export async function sendTest(ctx: MutationContext, id: string): Promise<{ id: string }> {
  const webhook = await findWebhook(ctx, id);
  const db = webhookRules.allow(ctx, webhook, "send");
  if (webhook.disabledAt) throw conflict("The webhook is disabled. Enable it first.");
  const payload: TestPayload = {
    type: TEST_EVENT,
    timestamp: ctx.now.toISOString(),
    workspaceId: webhook.workspaceId,
    eventId: newId(),
    actor: await actorOf(ctx.db, ctx.actor.userId),
    data: { message: "It works: this is a test." },
  };
  const deliveryId = await addDelivery(ctx, db, { webhook, event: TEST_EVENT, body: JSON.stringify(payload) });
  await recordWebhook(ctx, "webhook.tested", webhook);
  return { id: deliveryId };
}
