import { first, type Write } from "@plinth/database";
import { type Actor, type MutationContext, unruled } from "@plinth/kernel";
import { and, asc, eq, getTableColumns } from "drizzle-orm";
import { users } from "../accounts/table.ts";
import { members } from "../members/table.ts";
import { TEST_EVENT } from "./event-names.ts";
import { queueDelivery } from "./queue-delivery.ts";
import { isInGoodStanding, isVouchedFor } from "./rules.ts";
import { type Delivery, type Webhook, webhookDeliveries, webhooks } from "./table.ts";
import { FAILING, withJitter } from "./when-again.ts";

/** How many deliveries are on their way to one endpoint at once, so that a slow one keeps nobody else waiting. */
const LANES = 4;

/** To one that fails one after the other goes, until one arrives. */
const lanesOf = ({ failures }: Webhook) => (failures >= FAILING ? 1 : LANES);

const isOf = (webhook: Pick<Webhook, "id">, state: Delivery["state"]) =>
  and(eq(webhookDeliveries.webhookId, webhook.id), eq(webhookDeliveries.state, state));

/**
 * Lets a delivery go out now, if it is its turn. Otherwise it is put off until its endpoint may be called again, put with those that wait
 * for room, or ended.
 *
 * @returns what to send to whom, or nothing
 */
export async function takeTurn(
  ctx: MutationContext<Actor>,
  deliveryId: string,
  jobId: string,
): Promise<{ delivery: Delivery; webhook: Webhook } | undefined> {
  const db = unruled(ctx, "deliveries are sent by the installation");
  const isThis = eq(webhookDeliveries.id, deliveryId);
  const found = await first(
    db
      .select({ delivery: webhookDeliveries, webhook: getTableColumns(webhooks), role: members.role, userId: users.id })
      .from(webhookDeliveries)
      .innerJoin(webhooks, eq(webhooks.id, webhookDeliveries.webhookId))
      .leftJoin(members, isVouchedFor())
      .leftJoin(users, isInGoodStanding())
      .where(isThis),
  );
  // Gone, or another job's by now.
  if (found?.delivery.jobId !== jobId) return undefined;
  const { delivery, webhook } = found;
  const change = (values: Partial<Delivery>) => db.update(webhookDeliveries).set(values).where(isThis);
  const refusal = webhook.disabledAt
    ? "The webhook was disabled before it was sent."
    : !(found.role && found.userId) && "Whoever set up the webhook is no admin of the workspace any more.";
  if (refusal) {
    await change({ state: "failed", jobId: null, nextAttemptAt: null, endedAt: ctx.now, failure: refusal });
    return undefined;
  }
  // Begun by a process that ended before it could tell what came of it: it has its turn still. Somebody waits for what a test says.
  const goesFirst = delivery.state === "sending" || delivery.event === TEST_EVENT;
  const pauseMs = Number(webhook.pausedUntil ?? 0) - ctx.now.getTime();
  if (!goesFirst && pauseMs > 0) {
    await queueDelivery(ctx, db, deliveryId, { delayMs: withJitter(pauseMs) });
    return undefined;
  }
  if (!goesFirst && (await db.$count(webhookDeliveries, isOf(webhook, "sending"))) >= lanesOf(webhook)) {
    await change({ state: "waiting", jobId: null, nextAttemptAt: null });
    return undefined;
  }
  const begun = { state: "sending", attempts: delivery.attempts + 1, sentAt: ctx.now, nextAttemptAt: null } as const;
  await change(begun);
  return { delivery: { ...delivery, ...begun }, webhook };
}

/** Gives the room there is at an endpoint to those that wait for it, the oldest first. */
export async function callNext(ctx: MutationContext<Actor>, db: Write, webhook: Webhook): Promise<void> {
  const waiting = await db
    .select({ id: webhookDeliveries.id })
    .from(webhookDeliveries)
    .where(isOf(webhook, "waiting"))
    .orderBy(asc(webhookDeliveries.id))
    .limit(LANES);
  if (waiting.length === 0) return;
  const room = lanesOf(webhook) - (await db.$count(webhookDeliveries, isOf(webhook, "sending")));
  const delayMs = Math.max(0, Number(webhook.pausedUntil ?? 0) - ctx.now.getTime());
  for (const { id } of waiting.slice(0, Math.max(room, 1))) await queueDelivery(ctx, db, id, { delayMs });
}
