import type { RouterOutputs } from "@plinth/client";

/** An endpoint as lists have it. */
export type Webhook = RouterOutputs["webhooks"]["list"][number];

/** One message to it as its log has it. */
export type Delivery = RouterOutputs["webhooks"]["deliveries"]["deliveries"][number];
