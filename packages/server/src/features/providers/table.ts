import { column } from "@plinth/database";
import { users } from "../accounts/table.ts";

const { table, id, ref, text, moment, index, unique } = column;

/** Accounts elsewhere that people sign in with. */
export const connections = table(
  "connections",
  {
    id: id(),
    userId: ref(() => users.id, { onDelete: "cascade" }).notNull(),
    /** What the provider is called in the settings, as it was then. */
    provider: text().notNull(),
    /** Who says so. Together with the subject it names one person for good, which their e-mail address does not. */
    issuer: text().notNull(),
    subject: text().notNull(),
    /** Their address there when they last signed in, to tell accounts apart by. */
    email: text(),
    createdAt: moment().notNull(),
    lastUsedAt: moment(),
  },
  (connection) => [
    unique("connections_identity").on(connection.issuer, connection.subject),
    index("connections_user").on(connection.userId),
  ],
);

export type Connection = typeof connections.$inferSelect;
