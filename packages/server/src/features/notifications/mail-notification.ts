import { first } from "@plinth/database";
import { type JobKind, type MutationContext, type SystemActor, unruled } from "@plinth/kernel";
import { and, eq, isNull, lt, or } from "drizzle-orm";
import { z } from "zod";
import { rowId } from "../../fields.ts";
import { sendMail } from "../../mail/send-mail.ts";
import { notificationMail, toldOf } from "./notification-mail.ts";
import { channelsOf, timeZoneOf } from "./preferences.ts";
import { notificationRules } from "./rules.ts";
import { notifications } from "./table.ts";
import { viewNotifications } from "./view-notifications.ts";
import { withVisibleSubject } from "./visible-notifications.ts";

/** How long what belongs together is waited for before it is mailed. */
export const GATHERED_MS = 2 * 60_000;

const NotificationId = z.strictObject({ notificationId: rowId, userId: rowId });

export const mailNotificationKind: JobKind<typeof NotificationId> = {
  name: "mailNotification",
  schema: NotificationId,
  queue: "notifications",
};

/** Mails a notification, unless it was read or mailed meanwhile, or its reader may not see it or does not want it any more. */
export async function mailNotification(
  ctx: MutationContext<SystemActor>,
  { notificationId, userId }: z.output<typeof NotificationId>,
): Promise<void> {
  const db = unruled(ctx, "the system notes what it mailed");
  const isUnmailed = or(isNull(notifications.mailedAt), lt(notifications.mailedAt, notifications.lastAt));
  const isNews = and(eq(notifications.id, notificationId), isNull(notifications.readAt), isUnmailed);
  const row = await first(
    db
      .select()
      .from(notifications)
      .where(and(isNews, notificationRules.visible(db, { userId }))),
  );
  if (!row) return;
  const channels = await channelsOf(db, row.kind, [userId]);
  if (channels.get(userId)?.mail !== "atOnce") return;
  const [view] = await viewNotifications(db, await withVisibleSubject(db, { userId, now: ctx.now }, [row]));
  if (!view) return;
  const told = toldOf(view, await timeZoneOf(db, userId), ctx.now);
  await sendMail(ctx, notificationMail, { to: { userId }, props: { userId, ids: [row.id], told } });
  // What the inbox does not show is read when it is mailed.
  const mailed = { mailedAt: row.lastAt, ...(!row.inApp && { readAt: ctx.now }) };
  await db.update(notifications).set(mailed).where(eq(notifications.id, row.id));
}
