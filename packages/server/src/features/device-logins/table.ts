import { column } from "@plinth/database";
import { users } from "../accounts/table.ts";

const { table, id, ref, text, oneOf, moment, index, unique } = column;

/** Programs that wait for somebody to sign them in from a browser. */
export const deviceLogins = table(
  "device_logins",
  {
    id: id(),
    /** SHA-256 of what the program asks with, in hex. */
    deviceHash: text().notNull(),
    /** SHA-256 of what the person types, in hex. */
    userHash: text().notNull(),
    state: oneOf(["pending", "approved", "denied"]).notNull(),
    /** Who approved or denied it: nobody else is signed in by it. */
    userId: ref(() => users.id, { onDelete: "cascade" }),
    /** What the program says its machine is called. */
    host: text().notNull(),
    /** Where it asked from. */
    address: text(),
    createdAt: moment().notNull(),
    expiresAt: moment().notNull(),
    /** When it asked last. */
    polledAt: moment(),
  },
  (login) => [
    unique("device_logins_device").on(login.deviceHash),
    unique("device_logins_user").on(login.userHash),
    index("device_logins_expiry").on(login.expiresAt),
  ],
);

export type DeviceLogin = typeof deviceLogins.$inferSelect;
