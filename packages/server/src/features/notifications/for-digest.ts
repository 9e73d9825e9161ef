import { and, eq, inArray, isNull, lt, or } from "drizzle-orm";
import { kinds, usualChannels } from "./kinds.ts";
import { notificationPreferences, notifications } from "./table.ts";

const { userId, kind, mail } = notificationPreferences;
const dailyByDefault = kinds.filter((one) => usualChannels[one].mail === "daily");

/** Joins what a notification's reader chose for its kind, if they did. */
export const chosenOf = and(eq(userId, notifications.userId), eq(kind, notifications.kind));

/** What is unread, was not mailed yet and is to be mailed once a day; beside `chosenOf`. */
export const isForDigest = and(
  isNull(notifications.readAt),
  or(isNull(notifications.mailedAt), lt(notifications.mailedAt, notifications.lastAt)),
  or(eq(mail, "daily"), and(isNull(mail), inArray(notifications.kind, dailyByDefault))),
);
