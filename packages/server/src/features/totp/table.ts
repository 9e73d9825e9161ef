import { column } from "@plinth/database";
import { users } from "../accounts/table.ts";

const { table, ref, text, integer, moment } = column;

/** Apps that show codes, one for each person at most. */
export const totps = table("totps", {
  userId: ref(() => users.id, { onDelete: "cascade" }).primaryKey(),
  /** What the app and Plinth both know, sealed. None before the first is confirmed. */
  secret: text(),
  /** One that was shown, and whose first code is still to be entered. Sealed. */
  pendingSecret: text(),
  /** Since when codes count. */
  confirmedAt: moment(),
  /** The step of the latest code that was used: it and those before it are worth nothing any more. */
  lastStep: integer().notNull(),
});
