import type { Write } from "@plinth/database";
import { and, eq, inArray } from "drizzle-orm";
import { webhookDeliveries } from "./table.ts";

/** Ends what an endpoint that was just disabled has not been sent. What is being sent right now ends by itself. */
export async function endOpenDeliveries(db: Write, webhookId: string, now: Date): Promise<void> {
  const failed = { state: "failed", jobId: null, nextAttemptAt: null, endedAt: now } as const;
  const isOpen = inArray(webhookDeliveries.state, ["queued", "waiting"]);
  await db
    .update(webhookDeliveries)
    .set({ ...failed, failure: "The webhook was disabled before it was sent." })
    .where(and(eq(webhookDeliveries.webhookId, webhookId), isOpen));
}
