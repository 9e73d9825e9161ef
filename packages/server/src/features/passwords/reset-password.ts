import { first } from "@plinth/database";
import { type ActionContext, type Actor, badRequest, type QueryContext, unruled } from "@plinth/kernel";
import { and, eq } from "drizzle-orm";
import type { z } from "zod";
import { findToken, type KnownToken, useToken, voidTokens } from "../../one-time-tokens/one-time-tokens.ts";
import { record } from "../../record.ts";
import { hashPassword } from "../accounts/password-hash.ts";
import { requireGoodPassword } from "../accounts/password-policy.ts";
import { tellOfChange } from "../accounts/security-mail.ts";
import { passwords, type User, users } from "../accounts/table.ts";
import { distrustDevices } from "../devices/devices.ts";
import { claimAccount } from "../sessions/claim-account.ts";
import { endSessionsOf } from "../sessions/end-sessions.ts";
import type { PasswordReset } from "./inputs.ts";
import { resetToken } from "./reset-token.ts";

const refusal = () => badRequest("This link does not work any more. Ask for a new one.");

/**
 * Sets the password of whoever holds a reset's link, and ends all their sessions. They are not signed in by it: whoever has a second factor is
 * asked for it when they sign in, in every browser. People without a password get their first one so.
 *
 * @throws Failure BAD_REQUEST
 */
export async function resetPassword(
  ctx: ActionContext<Actor>,
  { token, password }: z.output<typeof PasswordReset>,
): Promise<void> {
  // Asked before the costly hash, and again below where it counts.
  const owner = await ownerOf(ctx, await findToken(ctx, resetToken, { token }));
  await requireGoodPassword(password, owner);
  const hash = await hashPassword(password);
  await ctx.write(async (tx) => {
    const { id: userId } = await ownerOf(tx, await useToken(tx, resetToken, { token }));
    await voidTokens(tx, resetToken, userId);
    await claimAccount(tx, userId);
    const db = unruled(tx, "whoever holds a reset's link may set the password");
    const values = { hash, changedAt: ctx.now };
    await db
      .insert(passwords)
      .values({ userId, ...values })
      .onConflictDoUpdate({ target: passwords.userId, set: values });
    await endSessionsOf(tx, userId);
    await distrustDevices(tx, userId);
    await record(tx, "account.password_reset", { id: userId });
    await tellOfChange(tx, userId, "Your password was reset");
  });
}

/** Whose the link is, as long as they have the address it was sent to. */
async function ownerOf(
  { db }: QueryContext<Actor>,
  known: KnownToken<typeof resetToken.data> | undefined,
): Promise<User> {
  if (!known?.userId) throw refusal();
  const isTheirs = and(eq(users.id, known.userId), eq(users.email, known.data.email));
  const user = await first(db.select().from(users).where(isTheirs));
  if (!user) throw refusal();
  return user;
}
