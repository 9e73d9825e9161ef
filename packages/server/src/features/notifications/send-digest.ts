import { descending, first, type Write } from "@plinth/database";
import { type MutationContext, type SystemActor, unruled } from "@plinth/kernel";
import { and, eq, getTableColumns, inArray, isNull, lt, sql } from "drizzle-orm";
import { sendMail } from "../../mail/send-mail.ts";
import { chosenOf, isForDigest } from "./for-digest.ts";
import { dayAt, hourOfToday } from "./local-day.ts";
import { digestMail, toldOf } from "./notification-mail.ts";
import { USUAL_HOUR, USUAL_TIME_ZONE } from "./preferences.ts";
import { notificationRules } from "./rules.ts";
import { digests, notificationPreferences, notifications } from "./table.ts";
import { viewNotifications } from "./view-notifications.ts";
import { withVisibleSubject } from "./visible-notifications.ts";

const MOST_TOLD = 50;

/** Mails somebody what they have not read of what came before the hour of their digest: once in a day of theirs, and not when there is nothing. */
export async function sendDigest(ctx: MutationContext<SystemActor>, userId: string): Promise<void> {
  const db = unruled(ctx, "the system notes of what it has sent a digest");
  const settings = await first(db.select().from(digests).where(eq(digests.userId, userId)));
  const timeZone = settings?.timeZone ?? USUAL_TIME_ZONE;
  const hour = settings?.hour ?? USUAL_HOUR;
  const [today, until] = [dayAt(timeZone, ctx.now), hourOfToday(timeZone, hour, ctx.now)];
  if (ctx.now < until || (settings?.sentOn && settings.sentOn >= today)) return;

  // One more than are told of says whether there are more.
  const rows = await pendingOf(db, userId, until);
  const seen = await withVisibleSubject(db, { userId, now: ctx.now }, rows.slice(0, MOST_TOLD));
  const told = (await viewNotifications(db, seen)).map((view) => toldOf(view, timeZone, ctx.now));
  await noteMailed(db, { userId, until, now: ctx.now });
  if (told.length === 0) return;
  const ids = seen.map(({ id }) => id);
  await sendMail(ctx, digestMail, { to: { userId }, props: { userId, ids, told, more: rows.length > MOST_TOLD } });
  await db
    .insert(digests)
    .values({ userId, hour, sentOn: today })
    .onConflictDoUpdate({ target: digests.userId, set: { sentOn: today } });
}

function pendingOf(db: Write, userId: string, until: Date) {
  return db
    .select(getTableColumns(notifications))
    .from(notifications)
    .leftJoin(notificationPreferences, chosenOf)
    .where(and(notificationRules.visible(db, { userId }), isForDigest, lt(notifications.waitingSince, until)))
    .orderBy(descending(notifications.lastAt))
    .limit(MOST_TOLD + 1);
}

/** Notes it of all that came before, also of what its reader may not see any more: it would be looked at again and again. */
async function noteMailed(
  db: Write,
  { userId, until, now }: { userId: string; until: Date; now: Date },
): Promise<void> {
  const pending = db
    .select({ id: notifications.id })
    .from(notifications)
    .leftJoin(notificationPreferences, chosenOf)
    .where(and(eq(notifications.userId, userId), isForDigest, lt(notifications.waitingSince, until)));
  await db
    .update(notifications)
    .set({ mailedAt: sql`${notifications.lastAt}` })
    .where(inArray(notifications.id, pending));
  // What the inbox does not show is read when it is mailed.
  const hidden = and(eq(notifications.userId, userId), eq(notifications.inApp, false), isNull(notifications.readAt));
  await db
    .update(notifications)
    .set({ readAt: now })
    .where(and(hidden, eq(notifications.mailedAt, notifications.lastAt)));
}
