import { insertOne, type Write } from "@plinth/database";
import { type Actor, enqueue, type JobKind, type MutationContext } from "@plinth/kernel";
import { eq } from "drizzle-orm";
import { z } from "zod";
import { rowId } from "../../fields.ts";
import { type Webhook, webhookDeliveries } from "./table.ts";

/** The job that sends a delivery. */
export const deliveryJob = {
  name: "deliverWebhook",
  queue: "webhooks",
  schema: z.strictObject({ deliveryId: rowId }),
} satisfies JobKind;

/** Writes down what an endpoint is to be sent, and has it sent. @returns the delivery's id */
export async function addDelivery(
  ctx: MutationContext<Actor>,
  db: Write,
  { webhook, event, body }: { webhook: Pick<Webhook, "id" | "workspaceId">; event: string; body: string },
): Promise<string> {
  const { id } = await insertOne(db, webhookDeliveries, {
    ...{ workspaceId: webhook.workspaceId, webhookId: webhook.id, event, body },
    ...{ state: "queued", attempts: 0, createdAt: ctx.now },
  });
  await queueDelivery(ctx, db, id);
  return id;
}

/** Has a delivery sent by a new job, which is the one in charge of it from now on. */
export async function queueDelivery(
  ctx: MutationContext<Actor>,
  db: Write,
  id: string,
  { delayMs = 0, ...also }: { delayMs?: number } & Partial<typeof webhookDeliveries.$inferInsert> = {},
): Promise<void> {
  const jobId = await enqueue(ctx, deliveryJob, { deliveryId: id }, { delayMs });
  const nextAttemptAt = new Date(ctx.now.getTime() + delayMs);
  await db
    .update(webhookDeliveries)
    .set({ ...also, state: "queued", jobId, nextAttemptAt })
    .where(eq(webhookDeliveries.id, id));
}
