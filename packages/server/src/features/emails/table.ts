import { column } from "@plinth/database";
import { users } from "../accounts/table.ts";

const { table, id, ref, text, moment, index } = column;

/** Changes of somebody's e-mail address: at most one that waits for its confirmations, and those that were made. */
export const emailChanges = table(
  "email_changes",
  {
    id: id(),
    userId: ref(() => users.id, { onDelete: "cascade" }).notNull(),
    /** Canonical, as all addresses. */
    oldEmail: text().notNull(),
    newEmail: text().notNull(),
    /** When whoever reads the mail of the old address agreed; at once where that was never shown to be the person. */
    oldConfirmedAt: moment(),
    newConfirmedAt: moment(),
    createdAt: moment().notNull(),
    /** Until then it can be confirmed. */
    expiresAt: moment().notNull(),
    doneAt: moment(),
    undoneAt: moment(),
  },
  (change) => [
    index("email_changes_user").on(change.userId, change.createdAt),
    index("email_changes_old").on(change.oldEmail),
  ],
);

export type EmailChange = typeof emailChanges.$inferSelect;
