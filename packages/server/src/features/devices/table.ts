import { column } from "@plinth/database";
import { users } from "../accounts/table.ts";

const { table, id, ref, text, moment, unique } = column;

/** Browsers that people have signed in with, known by a cookie that stays when they sign out. */
export const devices = table(
  "devices",
  {
    id: id(),
    userId: ref(() => users.id, { onDelete: "cascade" }).notNull(),
    /** SHA-256 of what its cookie holds, in hex. People who share a browser share that, and have a row each. */
    tokenHash: text().notNull(),
    userAgent: text(),
    createdAt: moment().notNull(),
    lastSeenAt: moment().notNull(),
    /** Until then the person need not show a second factor there. */
    trustedUntil: moment(),
  },
  (device) => [unique("devices_user_token").on(device.userId, device.tokenHash)],
);

export type Device = typeof devices.$inferSelect;
