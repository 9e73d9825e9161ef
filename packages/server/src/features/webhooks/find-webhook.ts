import type { QueryContext, Seen } from "@plinth/kernel";
import { eq, getTableColumns } from "drizzle-orm";
import type { Role } from "../members/roles.ts";
import { deliveryRules, webhookRules } from "./rules.ts";
import { type Delivery, type Webhook, webhookDeliveries, webhooks } from "./table.ts";

const webhookById = webhookRules.finder("webhookById", { id: webhooks.id }, (db, $) =>
  db
    .select({ ...getTableColumns(webhooks), role: $.role })
    .from(webhooks)
    .where(eq(webhooks.id, $.id)),
);

const deliveryById = deliveryRules.finder("deliveryById", { id: webhookDeliveries.id }, (db, $) =>
  db
    .select({ ...getTableColumns(webhookDeliveries), role: $.role })
    .from(webhookDeliveries)
    .where(eq(webhookDeliveries.id, $.id)),
);

/** An endpoint of a workspace the caller belongs to. @throws Failure NOT_FOUND */
export function findWebhook(ctx: QueryContext, id: string): Promise<Seen<Webhook, Role>> {
  return webhookById(ctx, { id });
}

/** A delivery to one, with the request and the answer to it. @throws Failure NOT_FOUND, FORBIDDEN */
export async function findDelivery(ctx: QueryContext, id: string): Promise<Seen<Delivery, Role>> {
  const delivery = await deliveryById(ctx, { id });
  deliveryRules.check(ctx, delivery, "see");
  return delivery;
}
