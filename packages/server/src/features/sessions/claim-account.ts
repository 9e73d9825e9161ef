import { type Actor, type MutationContext, unruled } from "@plinth/kernel";
import { and, eq, isNull } from "drizzle-orm";
import { voidAllTokens } from "../../one-time-tokens/one-time-tokens.ts";
import { record } from "../../record.ts";
import { tellOfChange } from "../accounts/security-mail.ts";
import { users } from "../accounts/table.ts";
import { emailChanges } from "../emails/table.ts";
import { endSessionsOf } from "./end-sessions.ts";
import { removeWaysIn } from "./remove-ways-in.ts";

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
  await removeWaysIn(ctx, db, { userId });
  await db.delete(emailChanges).where(eq(emailChanges.userId, userId));
  await voidAllTokens(ctx, userId);
  await record(ctx, "account.claimed", { id: userId });
  await tellOfChange(ctx, userId, "Your address was confirmed, and every earlier way into your account removed");
  return true;
}
