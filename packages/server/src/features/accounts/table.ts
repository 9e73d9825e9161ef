import { column } from "@plinth/database";
import { isNotNull } from "drizzle-orm";

const { table, id, ref, text, moment, index, unique } = column;

export const users = table(
  "users",
  {
    id: id(),
    /** Canonical: trimmed, NFKC, lower case. */
    email: text().notNull(),
    /** When it was shown that mail to the address reaches them. */
    emailVerifiedAt: moment(),
    name: text().notNull(),
    /** Set for the people who run this installation. */
    operatorSince: moment(),
    /** While set, the person cannot sign in and their sessions are nobody's. */
    suspendedAt: moment(),
    /** In the words of the operator who did it. */
    suspendedWhy: text(),
    /** When the account is erased, as its person wants; until then they may keep it. */
    deletionDueAt: moment(),
    createdAt: moment().notNull(),
  },
  (user) => [
    unique("users_email").on(user.email),
    // Of the few that there are.
    index("users_operators").on(user.operatorSince).where(isNotNull(user.operatorSince)),
    index("users_leaving").on(user.deletionDueAt).where(isNotNull(user.deletionDueAt)),
  ],
);

/** Apart from `users`, so that no read of a person can carry a hash along. */
export const passwords = table("passwords", {
  userId: ref(() => users.id, { onDelete: "cascade" }).primaryKey(),
  hash: text().notNull(),
  changedAt: moment().notNull(),
});

/** The link that makes the first operator. One row at most; only the token's hash is kept. */
export const setupLinks = table("setup_links", {
  id: id(),
  tokenHash: text().notNull(),
  createdAt: moment().notNull(),
  usedAt: moment(),
});

export type User = typeof users.$inferSelect;
