import type { MutationContext } from "@plinth/kernel";
import { and, eq, inArray, isNotNull, isNull, lte } from "drizzle-orm";
import type { z } from "zod";
import { findTask } from "../tasks/find-task.ts";
import { ownInbox } from "./find-inbox.ts";
import type { NotificationsOf, ReadUntil, SomeNotifications } from "./inputs.ts";
import { notifications } from "./table.ts";

// What somebody has read is their own affair, and no history. Of what is not theirs, or gone, nothing is said and nothing done.

/** Marks some of the caller's notifications read. */
export async function markRead(ctx: MutationContext, { ids }: z.output<typeof SomeNotifications>): Promise<void> {
  const db = await ownInbox(ctx);
  await db
    .update(notifications)
    .set({ readAt: ctx.now })
    .where(and(unreadOf(ctx), inArray(notifications.id, ids)));
}

/** Marks all that the caller was told of a task read. @throws Failure NOT_FOUND */
export async function markTaskRead(ctx: MutationContext, { taskId }: z.output<typeof NotificationsOf>): Promise<void> {
  await findTask(ctx, taskId);
  const db = await ownInbox(ctx);
  await db
    .update(notifications)
    .set({ readAt: ctx.now })
    .where(and(unreadOf(ctx), eq(notifications.taskId, taskId)));
}

/** Marks read what the caller was told until a moment. What came later, or grew, stays unread: they have not seen it. */
export async function markAllRead(ctx: MutationContext, { until }: z.output<typeof ReadUntil>): Promise<void> {
  const db = await ownInbox(ctx);
  await db
    .update(notifications)
    .set({ readAt: ctx.now })
    .where(and(unreadOf(ctx), lte(notifications.lastAt, until)));
}

/** Marks some of the caller's notifications unread again. */
export async function markUnread(ctx: MutationContext, { ids }: z.output<typeof SomeNotifications>): Promise<void> {
  const db = await ownInbox(ctx);
  const theirs = and(eq(notifications.userId, ctx.actor.userId), eq(notifications.inApp, true));
  await db
    .update(notifications)
    .set({ readAt: null })
    .where(and(theirs, isNotNull(notifications.readAt), inArray(notifications.id, ids)));
}

function unreadOf({ actor }: MutationContext) {
  const theirs = and(eq(notifications.userId, actor.userId), eq(notifications.inApp, true));
  return and(theirs, isNull(notifications.readAt));
}
