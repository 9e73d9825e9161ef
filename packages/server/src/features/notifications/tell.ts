import { insertOne, one, type Write } from "@plinth/database";
import { enqueue, type MutationContext, type SystemActor, unruled } from "@plinth/kernel";
import { and, eq, inArray, isNull, max } from "drizzle-orm";
import { members } from "../members/table.ts";
import type { Channels, Kind } from "./kinds.ts";
import { GATHERED_MS, mailNotificationKind } from "./mail-notification.ts";
import { channelsOf } from "./preferences.ts";
import { type Item, type Notification, notifications } from "./table.ts";

/** What there is to tell. */
export interface Notice {
  kind: Kind;
  groupKey: string;
  workspaceId: string;
  projectId?: string | null;
  taskId?: string | null;
  inviteId?: string | null;
  item: Item;
}

const MOST_ITEMS = 50;

/**
 * Tells people of something: those who may hear of it now and want to, each once however often it is told, and never of their own doing. What
 * belongs to what they have not read yet joins it.
 */
export async function tell(
  ctx: MutationContext<SystemActor>,
  userIds: Iterable<string>,
  notice: Notice,
): Promise<void> {
  const db = unruled(ctx, "people are told by the system, each of what they may see");
  const others = [...new Set(userIds)].filter((userId) => userId !== notice.item.by);
  const allowed = notice.kind === "invited" ? others : await membersAmong(db, notice.workspaceId, others);
  if (allowed.length === 0) return;
  const channels = await channelsOf(db, notice.kind, allowed);
  const latest = await latestOf(db, allowed);
  const known = await knownTo(db, allowed, notice);
  for (const userId of allowed) {
    const chosen = channels.get(userId);
    if (!chosen || (!chosen.inApp && chosen.mail === "never")) continue;
    const lastAt = new Date(Math.max(ctx.now.getTime(), (latest.get(userId)?.getTime() ?? 0) + 1));
    const notificationId = await write(db, { notice, userId, lastAt, chosen, before: known.get(userId) });
    if (notificationId !== undefined && chosen.mail === "atOnce") {
      const options = { delayMs: GATHERED_MS, unique: notificationId };
      await enqueue(ctx, mailNotificationKind, { notificationId, userId }, options);
    }
  }
}

async function membersAmong(db: Write, workspaceId: string, userIds: string[]): Promise<string[]> {
  if (userIds.length === 0) return [];
  const rows = await db
    .select({ userId: members.userId })
    .from(members)
    .where(and(eq(members.workspaceId, workspaceId), inArray(members.userId, userIds), isNull(members.heldSince)));
  return rows.map(({ userId }) => userId);
}

/** When each of them was last told something. */
async function latestOf(db: Write, userIds: string[]): Promise<Map<string, Date>> {
  const rows = await db
    .select({ userId: notifications.userId, lastAt: max(notifications.lastAt) })
    .from(notifications)
    .where(inArray(notifications.userId, userIds))
    .groupBy(notifications.userId);
  return new Map(rows.flatMap(({ userId, lastAt }) => (lastAt ? [[userId, lastAt]] : [])));
}

/** What each of them was told already that it belongs to. */
async function knownTo(db: Write, userIds: string[], { kind, groupKey }: Notice): Promise<Map<string, Notification>> {
  const same = and(eq(notifications.kind, kind), eq(notifications.groupKey, groupKey));
  const rows = await db
    .select()
    .from(notifications)
    .where(and(inArray(notifications.userId, userIds), same));
  return new Map(rows.map((row) => [row.userId, row]));
}

interface Telling {
  notice: Notice;
  userId: string;
  lastAt: Date;
  chosen: Channels;
  before: Notification | undefined;
}

/** @returns the id of what tells of it; none when it was told before */
async function write(db: Write, { notice, userId, lastAt, chosen, before }: Telling): Promise<string | undefined> {
  const { kind, groupKey, workspaceId, projectId = null, taskId = null, inviteId = null, item } = notice;
  const { inApp } = chosen;
  if (!before) {
    const about = { kind, groupKey, workspaceId, projectId, taskId, inviteId };
    const row = { ...about, userId, inApp, count: 1, items: [item], waitingSince: lastAt, lastAt };
    return (await insertOne(db, notifications, row)).id;
  }
  if (before.items.some(({ of }) => of === item.of)) return undefined;
  const joins = before.readAt === null;
  const grown = joins
    ? { count: before.count + 1, items: [...before.items, item].slice(-MOST_ITEMS) }
    : { count: 1, items: [item], readAt: null };
  const waits = joins && (before.mailedAt === null || before.mailedAt < before.lastAt);
  const waitingSince = waits ? before.waitingSince : lastAt;
  const about = { taskId: joins && before.taskId !== taskId ? null : taskId, inviteId, inApp };
  await one(
    db
      .update(notifications)
      .set({ ...grown, ...about, lastAt, waitingSince })
      .where(eq(notifications.id, before.id))
      .returning({ id: notifications.id }),
  );
  return before.id;
}
