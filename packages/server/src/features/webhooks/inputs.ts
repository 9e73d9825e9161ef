import { z } from "zod";
import { cursor, direction, limit, line, rowId } from "../../fields.ts";
import { wantedEvents } from "./event-names.ts";

/** Where to; whether it may be called is looked at by the server. */
export const webhookUrl = line(2_000);

export const NewWebhook = z.strictObject({ workspaceId: rowId, url: webhookUrl, events: wantedEvents });

export const WebhookChange = z.strictObject({ id: rowId, url: webhookUrl.optional(), events: wantedEvents.optional() });

export const WebhookId = z.strictObject({ id: rowId });

export const DeliveryId = z.strictObject({ id: rowId });

/** What people look for in a log: what is under way, what arrived, what did not. */
export const deliveryFilter = z.enum(["open", "delivered", "failed"]);

export const DeliveriesOf = z.strictObject({
  webhookId: rowId,
  state: deliveryFilter.optional(),
  cursor: cursor.optional(),
  direction,
  limit: limit(100, 30),
});
