import { z } from "zod";

/** What an endpoint can be told of. Rows that come with an import are not told one by one. */
export const webhookEvents = [
  "project.created",
  "project.changed",
  "project.archived",
  "project.restored",
  "task.created",
  "task.changed",
  "task.moved",
  "task.completed",
  "task.reopened",
  "task.deleted",
  "task.restored",
  "comment.created",
  "comment.edited",
  "comment.deleted",
  "member.joined",
  "member.role_changed",
  "member.left",
  "member.removed",
  "invite.created",
  "invite.revoked",
] as const;

export type WebhookEvent = (typeof webhookEvents)[number];

/** What is sent when somebody tries an endpoint. */
export const TEST_EVENT = "webhook.test";

/** Stands for all of them, and for those that are still to come. */
export const EVERYTHING = "*";

export const webhookEvent = z.enum(webhookEvents);

/** What an endpoint wants to be told of. */
export const wantedEvents = z
  .array(z.enum([EVERYTHING, ...webhookEvents]))
  .min(1, "Choose at least one")
  .max(webhookEvents.length + 1)
  .transform((names) => (names.includes(EVERYTHING) ? [EVERYTHING] : [...new Set(names)].sort()));

/** Whether there is anything that could be told of it. */
export function isWebhookEvent(name: string): name is WebhookEvent {
  return webhookEvent.safeParse(name).success;
}

/** Whether an endpoint that wants these is told of this one. */
export function wants(wanted: readonly string[], name: string): boolean {
  return wanted.includes(EVERYTHING) || wanted.includes(name);
}
