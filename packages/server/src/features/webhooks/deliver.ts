import { type JobContext, post } from "@plinth/kernel";
import { signedHeaders } from "./secrets.ts";
import { settleDelivery } from "./settle-delivery.ts";
import { takeTurn } from "./take-turn.ts";

/** Sends a delivery once, if it is its turn. It may arrive twice, always under the same id, and is never lost. */
export async function deliver(ctx: JobContext, { deliveryId }: { deliveryId: string }): Promise<void> {
  const turn = await ctx.write((tx) => takeTurn(tx, deliveryId, ctx.job.id));
  if (!turn) return;
  const { webhook, delivery } = turn;
  const headers = signedHeaders(webhook, delivery, delivery.sentAt ?? ctx.now);
  const outcome = await post(webhook.url, headers, delivery.body, { signal: ctx.signal });
  // Stopped from here, it says nothing about the endpoint.
  ctx.signal.throwIfAborted();
  await ctx.finish((tx) => settleDelivery(tx, deliveryId, outcome));
}
