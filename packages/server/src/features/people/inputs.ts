import { z } from "zod";
import { cursor, direction, limit, line, rowId } from "../../fields.ts";

export const peopleShown = ["everybody", "operators", "suspended", "leaving"] as const;

export const PeopleWanted = z.strictObject({
  /** A part of their name or address. */
  text: line(100).optional(),
  show: z.enum(peopleShown).default("everybody"),
  cursor: cursor.optional(),
  direction,
  limit: limit(200, 50),
});

export const PersonId = z.strictObject({ id: rowId });

const reason = line(500);

export const Suspension = PersonId.extend({
  /** Kept with the account and in the audit log. */
  reason,
});

export const Impersonation = PersonId.extend({
  /** Kept in the audit log, and told the person. */
  reason,
  /** `cookie` for browsers; `token` returns the token once, for programs. */
  as: z.enum(["cookie", "token"]).default("cookie"),
});
