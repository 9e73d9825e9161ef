import { ascending, type Read } from "@plinth/database";
import { enqueue, type JobContext, type JobKind } from "@plinth/kernel";
import { and, eq, gt, isNull, min } from "drizzle-orm";
import { z } from "zod";
import { rowId } from "../../fields.ts";
import { users } from "../accounts/table.ts";
import { chosenOf, isForDigest } from "./for-digest.ts";
import { dayAt, hourOfToday } from "./local-day.ts";
import { USUAL_HOUR, USUAL_TIME_ZONE } from "./preferences.ts";
import { digests, notificationPreferences, notifications } from "./table.ts";

const READ_AT_ONCE = 200;
const FIRST = "00000000-0000-0000-0000-000000000000";

const DigestOf = z.strictObject({ userId: rowId });

export const sendDigestKind: JobKind<typeof DigestOf> = {
  name: "sendDigest",
  schema: DigestOf,
  queue: "notifications",
};

/** Has a digest sent to all whose hour has come since it was looked last, and for whom there is something. */
export async function sendDigests(ctx: JobContext): Promise<void> {
  for (let after = FIRST; ; ) {
    const waiting = await waitingAfter(ctx.db, after);
    const due = waiting.filter((one) => isDue(one, ctx.now));
    if (due.length > 0) {
      await ctx.write(async (tx) => {
        for (const { userId } of due) await enqueue(tx, sendDigestKind, { userId }, { unique: userId });
      });
    }
    const last = waiting.at(-1);
    if (waiting.length < READ_AT_ONCE || !last) return;
    after = last.userId;
  }
}

type Waiting = Awaited<ReturnType<typeof waitingAfter>>[number];

function waitingAfter(db: Read, after: string) {
  const { timeZone, hour, sentOn } = digests;
  const { userId, waitingSince } = notifications;
  return db
    .select({ userId, timeZone, hour, sentOn, oldest: min(waitingSince) })
    .from(notifications)
    .innerJoin(users, and(eq(users.id, userId), isNull(users.suspendedAt)))
    .leftJoin(digests, eq(digests.userId, userId))
    .leftJoin(notificationPreferences, chosenOf)
    .where(and(gt(userId, after), isForDigest))
    .groupBy(userId, timeZone, hour, sentOn)
    .orderBy(ascending(userId))
    .limit(READ_AT_ONCE);
}

function isDue({ timeZone, hour, sentOn, oldest }: Waiting, now: Date): boolean {
  const zone = timeZone ?? USUAL_TIME_ZONE;
  const until = hourOfToday(zone, hour ?? USUAL_HOUR, now);
  return now >= until && oldest !== null && oldest < until && (sentOn === null || sentOn < dayAt(zone, now));
}
