import { type AnyColumn, column } from "@plinth/database";
import { isNotNull } from "drizzle-orm";
import { users } from "../accounts/table.ts";

const { table, ref, text, moment, index } = column;

export const sessions = table(
  "sessions",
  {
    /** SHA-256 of the token, in hex: a copy of the database opens no session. */
    id: text().primaryKey(),
    userId: ref(() => users.id, { onDelete: "cascade" }).notNull(),
    createdAt: moment().notNull(),
    /** To the hour, so that reading does not mean writing. */
    lastSeenAt: moment().notNull(),
    expiresAt: moment().notNull(),
    /** When the person last proved that it is them. */
    provenAt: moment(),
    /** The operator who has this session in the person's place. */
    impersonatorId: ref(() => users.id, { onDelete: "cascade" }),
    /** The session it was started from, with which it ends. */
    operatorSessionId: text().references((): AnyColumn => sessions.id, { onDelete: "cascade" }),
    address: text(),
    userAgent: text(),
  },
  (session) => [
    index("sessions_user").on(session.userId),
    index("sessions_expiry").on(session.expiresAt),
    index("sessions_impersonator").on(session.impersonatorId).where(isNotNull(session.impersonatorId)),
    index("sessions_operator").on(session.operatorSessionId).where(isNotNull(session.operatorSessionId)),
  ],
);

export type Session = typeof sessions.$inferSelect;
