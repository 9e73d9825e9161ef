import type { AnyColumn } from "@plinth/database";
import type { PgTable } from "drizzle-orm/pg-core";
import { TOTP_SECRET } from "../features/totp/enrol.ts";
import { totps } from "../features/totp/table.ts";
import { PURPOSE } from "../features/webhooks/secrets.ts";
import { webhooks } from "../features/webhooks/table.ts";
import { sealedFor } from "../one-time-tokens/one-time-tokens.ts";
import { oneTimeTokens } from "../one-time-tokens/table.ts";

/** A column whose values the vault has sealed. */
export interface SealedColumn {
  /** For people: `webhooks.secret`. */
  name: string;
  table: PgTable;
  id: AnyColumn;
  column: AnyColumn;
  /** The column's name in rows. */
  key: string;
  /** What decides the purpose besides, where it is not the same for all rows. */
  kind?: AnyColumn;
  /** What it is sealed for. */
  purpose(kind: string): string;
}

/** The map of what is sealed, a line a column: all of it is sealed anew when there is a newer secret. */
export const sealedColumns: readonly SealedColumn[] = [
  {
    ...{ name: "webhooks.secret", table: webhooks, id: webhooks.id, column: webhooks.secret, key: "secret" },
    purpose: () => PURPOSE,
  },
  {
    ...{ name: "webhooks.previousSecret", table: webhooks, id: webhooks.id },
    ...{ column: webhooks.previousSecret, key: "previousSecret", purpose: () => PURPOSE },
  },
  {
    ...{ name: "oneTimeTokens.sealed", table: oneTimeTokens, id: oneTimeTokens.id, column: oneTimeTokens.sealed },
    ...{ key: "sealed", kind: oneTimeTokens.kind, purpose: (name) => sealedFor({ name }) },
  },
  {
    ...{ name: "totps.secret", table: totps, id: totps.userId, column: totps.secret, key: "secret" },
    purpose: () => TOTP_SECRET,
  },
  {
    ...{ name: "totps.pendingSecret", table: totps, id: totps.userId, column: totps.pendingSecret },
    ...{ key: "pendingSecret", purpose: () => TOTP_SECRET },
  },
];

/** Columns that are named like sealed ones and are none, with the reason. */
export const notSealed: Record<string, string> = {
  "auditLinks.sealedAt": "when an event was added to its chain",
};
