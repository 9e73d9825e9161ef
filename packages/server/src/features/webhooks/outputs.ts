import { z } from "zod";
import { deliveryStates } from "./table.ts";

export const WebhookView = z.object({
  id: z.string(),
  url: z.string(),
  events: z.array(z.string()),
  createdAt: z.date(),
  disabledAt: z.date().nullable(),
  disabledWhy: z.string().nullable(),
  failingSince: z.date().nullable(),
  pausedUntil: z.date().nullable(),
  /** Until when deliveries are signed with the secret before the present one as well. */
  previousUntil: z.date().nullable(),
  /** The name of whoever stands behind it; it is told nothing while `vouched` is false. */
  vouchedByName: z.string().nullable(),
  vouched: z.boolean(),
});

/** Shown once: the secret is kept sealed from then on. */
export const NewWebhookView = z.object({ id: z.string(), secret: z.string() });

export const DeliverySummary = z.object({
  id: z.string(),
  event: z.string(),
  state: z.enum(deliveryStates),
  attempts: z.number(),
  createdAt: z.date(),
  sentAt: z.date().nullable(),
  nextAttemptAt: z.date().nullable(),
  durationMs: z.number().nullable(),
  status: z.number().nullable(),
  failure: z.string().nullable(),
});

export const DeliveryPage = z.object({ deliveries: z.array(DeliverySummary), nextCursor: z.string().nullable() });

/** With the request, and the answer to its last attempt. */
export const DeliveryView = DeliverySummary.extend({
  body: z.string(),
  responseHeaders: z.record(z.string(), z.string()).nullable(),
  responseBody: z.string().nullable(),
});

export const SentView = z.object({ id: z.string() });
