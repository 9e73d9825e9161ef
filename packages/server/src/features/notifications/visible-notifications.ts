import { descending, type Read } from "@plinth/database";
import { preparedFor, type QueryContext } from "@plinth/kernel";
import { and, eq, inArray, isNull, lt, type SQL } from "drizzle-orm";
import { unused, vouchedFor } from "../invites/rules.ts";
import { invites } from "../invites/table.ts";
import { members } from "../members/table.ts";
import { taskRules } from "../tasks/rules.ts";
import { tasks } from "../tasks/table.ts";
import { notificationRules } from "./rules.ts";
import { type Notification, notifications } from "./table.ts";

/** Later than any notification. */
export const END_OF_TIME = new Date("9999-01-01T00:00:00.000Z");

const READ_AT_ONCE = 50;

const asked = { before: notifications.lastAt, limit: Number };

const inboxBefore = inboxList("inboxBefore");
const unreadBefore = inboxList("unreadBefore", isNull(notifications.readAt));

function inboxList(name: string, isWanted?: SQL) {
  return preparedFor(name, asked, (db, $, onlooker) =>
    db
      .select()
      .from(notifications)
      .where(
        and(
          notificationRules.visible(db, onlooker),
          eq(notifications.inApp, true),
          isWanted,
          lt(notifications.lastAt, $.before),
        ),
      )
      .orderBy(descending(notifications.lastAt))
      .limit($.limit),
  );
}

/** Whose notifications, as of when, and where they are limited to one workspace, in which. */
export interface Reader {
  userId: string;
  tenantId?: string | undefined;
  now: Date;
}

/**
 * The latest notifications in the caller's inbox whose subjects they may see now, from `before` back, at most `limit`. Asked for in parts that a
 * live query can tell apart from all other tasks.
 */
export async function visibleNotifications(
  ctx: QueryContext,
  { unread, before, limit }: { unread: boolean; before: Date; limit: number },
): Promise<Notification[]> {
  const list = unread ? unreadBefore : inboxBefore;
  const found: Notification[] = [];
  for (let from = before; ; ) {
    const rows = await list.all(ctx, { before: from, limit: READ_AT_ONCE });
    found.push(...(await withVisibleSubject(ctx.db, { ...ctx.actor, now: ctx.now }, rows)));
    const last = rows.at(-1);
    if (found.length >= limit || rows.length < READ_AT_ONCE || !last) return found.slice(0, limit);
    from = last.lastAt;
  }
}

/** Those whose task is neither deleted nor hidden from their reader, and whose invite can still be used. At most 50 are asked for. */
export async function withVisibleSubject(db: Read, reader: Reader, rows: Notification[]): Promise<Notification[]> {
  const taskIds = distinct(rows.map(({ taskId }) => taskId));
  const inviteIds = distinct(rows.map(({ inviteId }) => inviteId));
  const seenTasks = taskIds.length === 0 ? [] : await visibleTasks(db, reader, taskIds);
  const openInvites = inviteIds.length === 0 ? [] : await usableInvites(db, reader.now, inviteIds);
  const shown = new Set([...seenTasks, ...openInvites].map(({ id }) => id));
  return rows.filter(({ kind, taskId, inviteId }) =>
    kind === "invited" ? inviteId !== null && shown.has(inviteId) : taskId === null || shown.has(taskId),
  );
}

function visibleTasks(db: Read, reader: Reader, ids: string[]): Promise<{ id: string }[]> {
  return db
    .select({ id: tasks.id })
    .from(tasks)
    .where(and(inArray(tasks.id, ids), isNull(tasks.deletedAt), taskRules.visible(db, reader)));
}

function usableInvites(db: Read, now: Date, ids: string[]): Promise<{ id: string }[]> {
  return db
    .select({ id: invites.id })
    .from(invites)
    .innerJoin(members, vouchedFor())
    .where(and(inArray(invites.id, ids), unused(now)));
}

/** Each id once, without those that are none. */
export function distinct(ids: (string | null)[]): string[] {
  return [...new Set(ids.filter((id) => id !== null))];
}
