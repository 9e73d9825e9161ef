import { column } from "@plinth/database";
import { users } from "../accounts/table.ts";

const { table, id, ref, text, moment, unique } = column;

/** Codes for whoever has lost their second factor. Those of a person are made together. */
export const recoveryCodes = table(
  "recovery_codes",
  {
    id: id(),
    userId: ref(() => users.id, { onDelete: "cascade" }).notNull(),
    /** SHA-256 of the code, in hex: it is random enough to need no slow hash. */
    codeHash: text().notNull(),
    createdAt: moment().notNull(),
    usedAt: moment(),
  },
  (code) => [unique("recovery_codes_hash").on(code.userId, code.codeHash)],
);
