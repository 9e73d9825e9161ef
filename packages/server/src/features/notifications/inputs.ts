import { z } from "zod";
import { cursor, direction, limit, rowId, wholeNumber } from "../../fields.ts";
import { kind, mailTime } from "./kinds.ts";
import { isTimeZone } from "./local-day.ts";

export const InboxFilter = z.strictObject({
  /** Only what was not read yet. */
  unread: z.boolean().default(false),
  cursor: cursor.optional(),
  direction,
  limit: limit(100, 30),
});

export const SomeNotifications = z.strictObject({ ids: z.array(rowId).min(1).max(100) });

export const NotificationsOf = z.strictObject({ taskId: rowId });

export const ReadUntil = z.strictObject({
  /** The `lastAt` of the newest notification that was seen. */
  until: z.iso.datetime({ offset: true }).transform((value) => new Date(value)),
});

export const Preference = z.strictObject({ kind, inApp: z.boolean(), mail: mailTime });

/** An IANA name such as `Europe/Berlin`. */
export const timeZone = z.string().max(64, "Use at most 64 characters").refine(isTimeZone, "Is not a time zone");

export const Digest = z.strictObject({ timeZone, hour: wholeNumber(0, 23) });
