import { column } from "@plinth/database";
import { users } from "../accounts/table.ts";

const { table, id, ref, text, integer, flag, json, moment, index, unique } = column;

/** Keys that people sign in with: their half stays in a device or a password manager, ours is here and opens nothing. */
export const passkeys = table(
  "passkeys",
  {
    id: id(),
    userId: ref(() => users.id, { onDelete: "cascade" }).notNull(),
    /** What the authenticator calls it, as base64url. */
    credentialId: text().notNull(),
    /** COSE, as base64url. */
    publicKey: text().notNull(),
    /** How often it was used, as its authenticator counts; 0 for those that do not. */
    counter: integer().notNull(),
    /** How a browser reaches its authenticator, such as `internal` or `usb`. */
    transports: json<string[]>().notNull(),
    /** Whether it can be on several devices. */
    isSynced: flag().notNull(),
    isBackedUp: flag().notNull(),
    name: text().notNull(),
    createdAt: moment().notNull(),
    lastUsedAt: moment(),
  },
  (passkey) => [unique("passkeys_credential").on(passkey.credentialId), index("passkeys_user").on(passkey.userId)],
);

export type Passkey = typeof passkeys.$inferSelect;
