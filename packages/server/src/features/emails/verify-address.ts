import { type ActionContext, badRequest, conflict, type UserActor } from "@plinth/kernel";
import { and, eq, isNull } from "drizzle-orm";
import { takeAttempt } from "../../attempts/attempts.ts";
import { useToken } from "../../one-time-tokens/one-time-tokens.ts";
import { record } from "../../record.ts";
import { findMe } from "../accounts/accounts.ts";
import { accountRules } from "../accounts/rules.ts";
import { users } from "../accounts/table.ts";
import { sendVerification, verificationToken } from "../accounts/verification.ts";

/**
 * Mails the caller a new link by which they confirm their address; one a minute at most.
 *
 * @throws Failure CONFLICT when they have confirmed it, TOO_MANY_REQUESTS
 */
export async function resendVerification(ctx: ActionContext<UserActor>): Promise<void> {
  const me = await findMe(ctx);
  if (me.emailVerifiedAt) throw conflict("Your address is confirmed already.");
  const asked = { what: `verification mail to ${me.id}`, free: 1, firstWaitMs: 60_000 };
  await ctx.write((tx) => takeAttempt(tx, [asked]));
  await ctx.write((tx) => sendVerification(tx, me));
}

/**
 * Notes that mail to the caller's address reaches them. Whoever merely gets the mail confirms nothing for an account that somebody else has made
 * with their address: it takes the session too.
 *
 * @throws Failure BAD_REQUEST
 */
export async function verifyAddress(ctx: ActionContext<UserActor>, token: string): Promise<void> {
  await ctx.write(async (tx) => {
    const known = await useToken(tx, verificationToken, { token });
    const me = await findMe(tx);
    if (known?.userId !== me.id || known.data.email !== me.email)
      throw badRequest("This link does not work any more, or it is for another account. Have a new one sent.");
    const db = accountRules.allow(tx, me, "changeEmail");
    const unverified = and(eq(users.id, me.id), isNull(users.emailVerifiedAt));
    await db.update(users).set({ emailVerifiedAt: ctx.now }).where(unverified);
    await record(tx, "account.email_verified", me);
  });
}
