import { column } from "@plinth/database";
import { jobs } from "@plinth/kernel";
import { isNotNull } from "drizzle-orm";
import { users } from "../accounts/table.ts";
import { workspaces } from "../workspaces/table.ts";

const { table, id, ref, text, integer, moment, oneOf, json, index } = column;

/** A program elsewhere that is told what happens in a workspace. */
export const webhooks = table(
  "webhooks",
  {
    id: id(),
    workspaceId: ref(() => workspaces.id, { onDelete: "cascade" }).notNull(),
    url: text().notNull(),
    /** Names of events, or `*`. */
    events: json<string[]>().notNull(),
    /** What its deliveries are signed with, sealed. */
    secret: text().notNull(),
    /** The one before signs too, until then. */
    previousSecret: text(),
    previousUntil: moment(),
    /** Whoever set it up, or changed it last. It is told nothing once they could not set it up any more. */
    vouchedBy: ref(() => users.id, { onDelete: "set null" }),
    disabledAt: moment(),
    /** In words, when it was not somebody who disabled it. */
    disabledWhy: text(),
    /** How many attempts came to nothing since the last that did not, and since when. */
    failures: integer().notNull(),
    failingSince: moment(),
    /** Nothing is sent to it before. */
    pausedUntil: moment(),
    createdAt: moment().notNull(),
  },
  (webhook) => [index("webhooks_workspace").on(webhook.workspaceId)],
);

/**
 * `queued`: a job is going to send it, now or later. `waiting`: until its endpoint has room for it. `sending`. Then `delivered`, or `failed`
 * when it was tried often enough.
 */
export const deliveryStates = ["queued", "waiting", "sending", "delivered", "failed"] as const;

export type DeliveryState = (typeof deliveryStates)[number];

/** One message to one endpoint. Its id stays the same however often it is sent. */
export const webhookDeliveries = table(
  "webhook_deliveries",
  {
    id: id(),
    workspaceId: ref(() => workspaces.id, { onDelete: "cascade" }).notNull(),
    webhookId: ref(() => webhooks.id, { onDelete: "cascade" }).notNull(),
    event: text().notNull(),
    state: oneOf(deliveryStates).notNull(),
    /** The job that is in charge of it; any other leaves it alone. */
    jobId: ref(() => jobs.id, { onDelete: "set null" }),
    attempts: integer().notNull(),
    /** As it is sent, and signed. */
    body: text().notNull(),
    createdAt: moment().notNull(),
    nextAttemptAt: moment(),
    endedAt: moment(),
    // Of the last attempt:
    sentAt: moment(),
    durationMs: integer(),
    status: integer(),
    responseHeaders: json<Record<string, string>>(),
    responseBody: text(),
    /** Why there was no answer, in words. */
    failure: text(),
  },
  (delivery) => [
    index("webhook_deliveries_newest").on(delivery.webhookId, delivery.id),
    index("webhook_deliveries_state").on(delivery.webhookId, delivery.state, delivery.id),
    index("webhook_deliveries_created").on(delivery.createdAt),
    // Of the few that are open, so that looking after them reads no log.
    index("webhook_deliveries_job").on(delivery.jobId).where(isNotNull(delivery.jobId)),
  ],
);

export type Webhook = typeof webhooks.$inferSelect;
export type Delivery = typeof webhookDeliveries.$inferSelect;
