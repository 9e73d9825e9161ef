import { column } from "@plinth/database";

const { table, text, integer, moment, index } = column;

/** How often something was guessed at in vain, such as somebody's password. */
export const attempts = table(
  "attempts",
  {
    /** What is guessed at, and from where: SHA-256, in hex. */
    key: text().primaryKey(),
    /** Those that were not followed by a right one. */
    count: integer().notNull(),
    lastAt: moment().notNull(),
    /** Until then the next is refused. */
    blockedUntil: moment().notNull(),
  },
  (attempt) => [index("attempts_last").on(attempt.lastAt)],
);
