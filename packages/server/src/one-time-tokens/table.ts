import { column } from "@plinth/database";
import { users } from "../features/accounts/table.ts";

const { table, id, ref, text, integer, moment, index, unique } = column;

/** Tokens that let somebody do one thing once, such as the one in a mail that resets a password. */
export const oneTimeTokens = table(
  "one_time_tokens",
  {
    id: id(),
    /** What it is for; see `tokenKind`. */
    kind: text().notNull(),
    /** SHA-256 of the token, in hex. */
    tokenHash: text().notNull(),
    userId: ref(() => users.id, { onDelete: "cascade" }),
    /** SHA-256 of what the browser holds that asked for it; in no other it counts. */
    browserHash: text(),
    /** What else is to be known when it is used, sealed. */
    sealed: text().notNull(),
    /** How often it was tried together with a code. */
    tries: integer().notNull(),
    createdAt: moment().notNull(),
    expiresAt: moment().notNull(),
    /** When it was used, or made void. */
    usedAt: moment(),
  },
  (token) => [
    unique("one_time_tokens_hash").on(token.tokenHash),
    index("one_time_tokens_user").on(token.userId, token.kind),
    index("one_time_tokens_expiry").on(token.expiresAt),
  ],
);
