import { one } from "@plinth/database";
import { changedFields, conflict, type MutationContext } from "@plinth/kernel";
import { eq } from "drizzle-orm";
import type { z } from "zod";
import { allowedUrl } from "./allowed-url.ts";
import { endOpenDeliveries } from "./end-open.ts";
import { findWebhook } from "./find-webhook.ts";
import type { WebhookChange } from "./inputs.ts";
import { recordWebhook } from "./record-webhook.ts";
import { webhookRules } from "./rules.ts";
import { newSecret, sealSecret } from "./secrets.ts";
import { webhooks } from "./table.ts";
import { DAY_MS } from "./when-again.ts";

/** Nothing is held against an endpoint any more. */
export const healthy = { failures: 0, failingSince: null, pausedUntil: null };

/** Changes where an endpoint is or what it is told. Whoever does so stands behind it from then on. */
export async function updateWebhook(
  ctx: MutationContext,
  { id, url, events }: z.output<typeof WebhookChange>,
): Promise<void> {
  const webhook = await findWebhook(ctx, id);
  const db = webhookRules.allow(ctx, webhook, "update");
  const wanted = { url: url === undefined ? undefined : allowedUrl(url), events, vouchedBy: ctx.actor.userId };
  const { fields, values } = changedFields(webhook, wanted);
  if (fields.length === 0) return;
  const anew = fields.includes("url") ? healthy : {};
  await one(
    db
      .update(webhooks)
      .set({ ...values, ...anew })
      .where(eq(webhooks.id, id))
      .returning(),
  );
  await recordWebhook(ctx, "webhook.changed", webhook, { fields });
}

/** Gives an endpoint another secret, which is not shown again. For a day deliveries are signed with the one before as well. */
export async function rotateSecret(ctx: MutationContext, id: string): Promise<{ id: string; secret: string }> {
  const webhook = await findWebhook(ctx, id);
  const db = webhookRules.allow(ctx, webhook, "rotateSecret");
  const secret = newSecret();
  const values = {
    secret: sealSecret(secret),
    previousSecret: webhook.secret,
    previousUntil: new Date(ctx.now.getTime() + DAY_MS),
    vouchedBy: ctx.actor.userId,
  };
  await one(db.update(webhooks).set(values).where(eq(webhooks.id, id)).returning());
  await recordWebhook(ctx, "webhook.secret_rotated", webhook);
  return { id, secret };
}

/** Tells an endpoint nothing more. What has not arrived by then is not sent again by itself. */
export async function disableWebhook(ctx: MutationContext, id: string): Promise<void> {
  const webhook = await findWebhook(ctx, id);
  const db = webhookRules.allow(ctx, webhook, "disable");
  if (webhook.disabledAt) throw conflict("The webhook is disabled already.");
  await one(db.update(webhooks).set({ disabledAt: ctx.now }).where(eq(webhooks.id, id)).returning());
  await endOpenDeliveries(db, id, ctx.now);
  await recordWebhook(ctx, "webhook.disabled", webhook, { why: null });
}

/** Has an endpoint told again, from now on. */
export async function enableWebhook(ctx: MutationContext, id: string): Promise<void> {
  const webhook = await findWebhook(ctx, id);
  const db = webhookRules.allow(ctx, webhook, "enable");
  if (!webhook.disabledAt) throw conflict("The webhook is not disabled.");
  const values = { disabledAt: null, disabledWhy: null, ...healthy, vouchedBy: ctx.actor.userId };
  await one(db.update(webhooks).set(values).where(eq(webhooks.id, id)).returning());
  await recordWebhook(ctx, "webhook.enabled", webhook);
}

/** Removes an endpoint, with its log. */
export async function deleteWebhook(ctx: MutationContext, id: string): Promise<void> {
  const webhook = await findWebhook(ctx, id);
  const db = webhookRules.allow(ctx, webhook, "delete");
  await one(db.delete(webhooks).where(eq(webhooks.id, id)).returning());
  await recordWebhook(ctx, "webhook.deleted", webhook);
}
