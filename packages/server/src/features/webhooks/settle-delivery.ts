import { first, type Write } from "@plinth/database";
import { type Actor, type MutationContext, type Outcome, unruled } from "@plinth/kernel";
import { eq } from "drizzle-orm";
import { healthy } from "./change-webhook.ts";
import { tellAdmins } from "./disabled-mail.ts";
import { endOpenDeliveries } from "./end-open.ts";
import { TEST_EVENT } from "./event-names.ts";
import { queueDelivery } from "./queue-delivery.ts";
import { recordWebhook } from "./record-webhook.ts";
import { type Delivery, type Webhook, webhookDeliveries, webhooks } from "./table.ts";
import { callNext } from "./take-turn.ts";
import { DAY_MS, pauseMs, retryAfterMs, waitMs, withJitter } from "./when-again.ts";

const MOST_KEPT = 4_096;
const GIVEN_UP_AFTER_MS = 3 * DAY_MS;
const GIVEN_UP_AFTER = 10;

/** Writes down what came of an attempt, and has happen what follows from it: for the delivery, for its endpoint, and for those that wait. */
export async function settleDelivery(ctx: MutationContext<Actor>, deliveryId: string, outcome: Outcome): Promise<void> {
  const db = unruled(ctx, "what came of a delivery is written down by the installation");
  const found = await first(
    db
      .select({ delivery: webhookDeliveries, webhook: webhooks })
      .from(webhookDeliveries)
      .innerJoin(webhooks, eq(webhooks.id, webhookDeliveries.webhookId))
      .where(eq(webhookDeliveries.id, deliveryId)),
  );
  // Deleted while it was being sent.
  if (!found) return;
  const { delivery } = found;
  const status = outcome.answer?.status;
  const arrived = status !== undefined && status >= 200 && status < 300;
  const webhook = await keepHealth(ctx, db, { ...found, outcome, arrived });
  await (arrived ? end("delivered") : again());
  await callNext(ctx, db, webhook);

  async function end(state: "delivered" | "failed"): Promise<void> {
    await db
      .update(webhookDeliveries)
      .set({ ...lastAttempt(outcome), state, jobId: null, nextAttemptAt: null, endedAt: ctx.now })
      .where(eq(webhookDeliveries.id, deliveryId));
  }

  async function again(): Promise<void> {
    const wait = waitMs(delivery.attempts);
    if (wait === undefined || webhook.disabledAt || delivery.event === TEST_EVENT) return end("failed");
    // Later when the answer asks for it, and not before its endpoint may be called at all.
    const delayMs = Math.max(wait, asked(outcome, ctx.now) ?? 0);
    await queueDelivery(ctx, db, deliveryId, { ...lastAttempt(outcome), delayMs });
  }
}

function lastAttempt({ answer, failure, durationMs }: Outcome): Partial<Delivery> {
  return {
    durationMs,
    status: answer?.status ?? null,
    failure: failure ?? null,
    responseHeaders: answer ? keptHeaders(answer.headers) : null,
    responseBody: answer ? storable(answer.body) : null,
  };
}

/** As many as there is room for. */
function keptHeaders(headers: Record<string, string>): Record<string, string> {
  let left = MOST_KEPT;
  const kept = Object.entries(headers).filter(([name, value]) => {
    left -= name.length + value.length;
    return left >= 0;
  });
  return Object.fromEntries(kept.map(([name, value]) => [name, storable(value)]));
}

/** Without the one character that no database keeps, and not cut in the middle of one. */
function storable(text: string): string {
  return text.slice(0, MOST_KEPT).replaceAll("\0", "\ufffd").toWellFormed();
}

function asked({ answer }: Outcome, now: Date): number | undefined {
  const ms = retryAfterMs(answer?.headers["retry-after"], now);
  return ms && withJitter(ms);
}

interface Attempt {
  delivery: Delivery;
  webhook: Webhook;
  outcome: Outcome;
  arrived: boolean;
}

/** How an endpoint does after an attempt. @returns it as it is now */
async function keepHealth(
  ctx: MutationContext<Actor>,
  db: Write,
  { delivery, webhook, outcome, arrived }: Attempt,
): Promise<Webhook> {
  const status = outcome.answer?.status;
  if (status === 410) return giveUp(ctx, db, webhook, "It answered 410 Gone, which means: stop sending.");
  // A test is about the moment, and retried by whoever makes it.
  if (delivery.event === TEST_EVENT || webhook.disabledAt) return webhook;
  // Written only when it makes a difference, so that deliveries to one that does well need not wait for each other.
  if (arrived) return webhook.failures > 0 ? change(db, webhook, healthy) : webhook;
  const failures = webhook.failures + 1;
  const failingSince = webhook.failingSince ?? ctx.now;
  if (failures >= GIVEN_UP_AFTER && ctx.now.getTime() - failingSince.getTime() >= GIVEN_UP_AFTER_MS) {
    return giveUp(ctx, db, webhook, "Nothing has arrived there for three days.");
  }
  const busyMs = status === 429 || status === 503 ? (asked(outcome, ctx.now) ?? 0) : 0;
  const pause = Math.max(pauseMs(failures), busyMs);
  const pausedUntil = pause > 0 ? new Date(ctx.now.getTime() + pause) : webhook.pausedUntil;
  return change(db, webhook, { failures, failingSince, pausedUntil });
}

/** Disables an endpoint without anybody having asked for it. */
async function giveUp(ctx: MutationContext<Actor>, db: Write, webhook: Webhook, why: string): Promise<Webhook> {
  if (webhook.disabledAt) return webhook;
  const disabled = await change(db, webhook, { disabledAt: ctx.now, disabledWhy: why });
  await endOpenDeliveries(db, webhook.id, ctx.now);
  await recordWebhook(ctx, "webhook.disabled", webhook, { why });
  await tellAdmins(ctx, db, webhook, why);
  return disabled;
}

async function change(db: Write, webhook: Webhook, values: Partial<Webhook>): Promise<Webhook> {
  await db.update(webhooks).set(values).where(eq(webhooks.id, webhook.id));
  return { ...webhook, ...values };
}
