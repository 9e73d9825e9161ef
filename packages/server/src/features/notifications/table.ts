import { column } from "@plinth/database";
import { isNotNull, isNull } from "drizzle-orm";
import { users } from "../accounts/table.ts";
import { invites } from "../invites/table.ts";
import { projects } from "../projects/table.ts";
import { tasks } from "../tasks/table.ts";
import { workspaces } from "../workspaces/table.ts";
import { kinds, mailTimes } from "./kinds.ts";

const { table, id, ref, text, integer, flag, moment, oneOf, json, index, unique, primaryKey } = column;

/** One thing that happened: the row it is about, and whose doing it was. */
export interface Item {
  of: string;
  by: string | null;
}

/** What somebody is told: one row for all that belongs together, of which no text is kept. */
export const notifications = table(
  "notifications",
  {
    id: id(),
    userId: ref(() => users.id, { onDelete: "cascade" }).notNull(),
    kind: oneOf(kinds).notNull(),
    /** What of one kind belongs together: the comments of a task, the tasks of one change. */
    groupKey: text().notNull(),
    workspaceId: ref(() => workspaces.id, { onDelete: "cascade" }).notNull(),
    projectId: ref(() => projects.id, { onDelete: "cascade" }),
    /** None where it is about several. */
    taskId: ref(() => tasks.id, { onDelete: "cascade" }),
    inviteId: ref(() => invites.id, { onDelete: "cascade" }),
    /** How much happened since it was last read. */
    count: integer().notNull(),
    /** The latest of it, the newest at the end. */
    items: json<Item[]>().notNull(),
    /** Whether the inbox shows it, or only the mail tells of it. */
    inApp: flag().notNull(),
    /** When the first of it came that was not mailed. */
    waitingSince: moment().notNull(),
    /** Grows with every notification of a person, so that it places each in their inbox and none is overtaken. */
    lastAt: moment().notNull(),
    readAt: moment(),
    /** The `lastAt` up to which it was mailed. */
    mailedAt: moment(),
  },
  (notification) => [
    unique("notifications_group").on(notification.userId, notification.kind, notification.groupKey),
    index("notifications_inbox").on(notification.userId, notification.lastAt),
    index("notifications_unread").on(notification.userId, notification.lastAt).where(isNull(notification.readAt)),
    index("notifications_task").on(notification.taskId).where(isNotNull(notification.taskId)),
    index("notifications_read").on(notification.readAt).where(isNotNull(notification.readAt)),
  ],
);

/** What people chose to hear of, and how. Who chose nothing hears as usual; see `kinds.ts`. */
export const notificationPreferences = table(
  "notification_preferences",
  {
    userId: ref(() => users.id, { onDelete: "cascade" }).notNull(),
    kind: oneOf(kinds).notNull(),
    inApp: flag().notNull(),
    mail: oneOf(mailTimes).notNull(),
  },
  (preference) => [primaryKey({ name: "notification_preferences_pk", columns: [preference.userId, preference.kind] })],
);

/** When somebody gets the mail that comes once a day. */
export const digests = table("digests", {
  userId: ref(() => users.id, { onDelete: "cascade" }).primaryKey(),
  /** An IANA name, `Europe/Berlin`; none while they have not said. */
  timeZone: text(),
  /** The hour of their day at which the digest comes, 0 to 23. */
  hour: integer().notNull(),
  /** The day of theirs on which they got the latest digest. */
  sentOn: text(),
});

export type Notification = typeof notifications.$inferSelect;
