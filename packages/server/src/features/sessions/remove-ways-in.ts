import type { AnyColumn, Write } from "@plinth/database";
import type { Actor, MutationContext } from "@plinth/kernel";
import { and, eq, gte, isNull, or } from "drizzle-orm";
import { passwords } from "../accounts/table.ts";
import { apiKeys } from "../api-keys/table.ts";
import { devices } from "../devices/table.ts";
import { passkeys } from "../passkeys/table.ts";
import { connections } from "../providers/table.ts";
import { recoveryCodes } from "../recovery-codes/table.ts";
import { totps } from "../totp/table.ts";
import { holdMemberships } from "./hold-memberships.ts";

interface WayIn {
  /** Whose it is, in the table that holds them. */
  owner: AnyColumn;
  setUpAt: AnyColumn;
}

/** A line for each kind of what lets somebody into an account, or makes it easier. */
const waysIn: WayIn[] = [
  { owner: passwords.userId, setUpAt: passwords.changedAt },
  { owner: passkeys.userId, setUpAt: passkeys.createdAt },
  { owner: totps.userId, setUpAt: totps.confirmedAt },
  { owner: recoveryCodes.userId, setUpAt: recoveryCodes.createdAt },
  { owner: connections.userId, setUpAt: connections.createdAt },
  { owner: apiKeys.userId, setUpAt: apiKeys.createdAt },
  { owner: devices.userId, setUpAt: devices.createdAt },
];

/**
 * Removes whatever lets somebody into an account, or only what was set up since a moment and what is not set up to its end. Whoever has no second factor
 * left then is held where one is needed.
 */
export async function removeWaysIn(
  ctx: MutationContext<Actor>,
  db: Write,
  { userId, since }: { userId: string; since?: Date },
): Promise<void> {
  for (const { owner, setUpAt } of waysIn) {
    const late = since && or(isNull(setUpAt), gte(setUpAt, since));
    await db.delete(owner.table).where(and(eq(owner, userId), late));
  }
  await holdMemberships(ctx, db, userId);
}
