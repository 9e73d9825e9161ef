import type { Write } from "@plinth/database";
import { type Actor, type MutationContext, unruled } from "@plinth/kernel";
import { and, eq, isNull } from "drizzle-orm";
import { voidAllTokens } from "../../one-time-tokens/one-time-tokens.ts";
import { record } from "../../record.ts";
import { passwords, users } from "../accounts/table.ts";
import { apiKeys } from "../api-keys/table.ts";
import { devices } from "../devices/table.ts";
import { emailChanges } from "../emails/table.ts";
import { passkeys } from "../passkeys/table.ts";
import { connections } from "../providers/table.ts";
import { recoveryCodes } from "../recovery-codes/table.ts";
import { totps } from "../totp/table.ts";
import { endSessionsOf } from "./end-sessions.ts";

/** Removes one kind of what lets somebody into an account. */
type Removal = (db: Write, userId: string) => Promise<unknown>;

/** A line for each kind of what somebody may have set up before the address was shown to be another person's. */
const removals: Removal[] = [
  (db, userId) => db.delete(passwords).where(eq(passwords.userId, userId)),
  (db, userId) => db.delete(passkeys).where(eq(passkeys.userId, userId)),
  (db, userId) => db.delete(totps).where(eq(totps.userId, userId)),
  (db, userId) => db.delete(recoveryCodes).where(eq(recoveryCodes.userId, userId)),
  (db, userId) => db.delete(connections).where(eq(connections.userId, userId)),
  (db, userId) => db.delete(apiKeys).where(eq(apiKeys.userId, userId)),
  (db, userId) => db.delete(devices).where(eq(devices.userId, userId)),
  (db, userId) => db.delete(emailChanges).where(eq(emailChanges.userId, userId)),
];

/**
 * Gives an account to whoever has just shown that mail to its address reaches them. Where nobody had shown that before, the account may have been
 * made by somebody else in wait for them: so all sessions end, and every way in that was set up until now goes. Nothing happens to an account whose
 * address was verified before. To be called by everything that proves an address, but by confirming it while signed in, before it sets up anything.
 *
 * @returns whether it was unverified
 * @example if (await claimAccount(tx, user.id)) …
 */
export async function claimAccount(ctx: MutationContext<Actor>, userId: string): Promise<boolean> {
  const db = unruled(ctx, "whoever gets the mail of an account's address has the right to it");
  const unverified = and(eq(users.id, userId), isNull(users.emailVerifiedAt));
  const claimed = await db
    .update(users)
    .set({ emailVerifiedAt: ctx.now })
    .where(unverified)
    .returning({ id: users.id });
  if (claimed.length === 0) return false;
  await endSessionsOf(ctx, userId);
  for (const remove of removals) await remove(db, userId);
  await voidAllTokens(ctx, userId);
  await record(ctx, "account.claimed", { id: userId });
  return true;
}
