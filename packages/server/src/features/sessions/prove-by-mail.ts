import { type ActionContext, forbidden, type UserActor } from "@plinth/kernel";
import { z } from "zod";
import { takeAttempt } from "../../attempts/attempts.ts";
import { mailedCode } from "../../fields.ts";
import { sendMail } from "../../mail/send-mail.ts";
import { isCode, newCode } from "../../one-time-tokens/code.ts";
import { issueToken, tokenKind, tryToken, useToken, voidTokens } from "../../one-time-tokens/one-time-tokens.ts";
import type { SignInOutcome } from "./complete-sign-in.ts";
import type { MailProof } from "./inputs.ts";
import { proofMail } from "./proof-mail.ts";
import { proveMe } from "./prove-me.ts";
import { waysToProve } from "./ways-to-prove.ts";

const MINUTE_MS = 60_000;

const proofToken = tokenKind({
  name: "proof by mail",
  lifeMs: 10 * MINUTE_MS,
  data: z.strictObject({ code: mailedCode }),
});

/**
 * Mails the caller a code by which they prove that it is them, when they have nothing better.
 *
 * @returns what is to be sent along with the code
 * @throws Failure FORBIDDEN when there is a better way, TOO_MANY_REQUESTS
 */
export async function askProofByMail(ctx: ActionContext<UserActor>): Promise<{ ticket: string }> {
  const { userId } = ctx.actor;
  await requireNothingBetter(ctx);
  const asked = { what: `proof mailed to ${userId}`, free: 2, firstWaitMs: MINUTE_MS };
  await ctx.write((tx) => takeAttempt(tx, [asked]));
  return ctx.write(async (tx) => {
    await voidTokens(tx, proofToken, userId);
    const code = newCode();
    const ticket = await issueToken(tx, proofToken, { userId, data: { code } });
    await sendMail(tx, proofMail, { to: { userId }, props: { code } });
    return { ticket };
  });
}

/** Takes the mailed code as a proof; see `proveMe`. */
export function proveByMail(
  ctx: ActionContext<UserActor>,
  { ticket, code, as }: z.output<typeof MailProof>,
): Promise<SignInOutcome> {
  const given = { token: ticket };
  return proveMe(ctx, {
    as,
    by: "mail",
    async fits() {
      await requireNothingBetter(ctx);
      const tried = await ctx.write((tx) => tryToken(tx, proofToken, given));
      if (tried?.userId !== ctx.actor.userId || !isCode(tried.data.code, code)) return false;
      return !!(await ctx.write((tx) => useToken(tx, proofToken, given)));
    },
  });
}

/** A mailbox is no way around what somebody has set up besides it. */
async function requireNothingBetter({ db, actor }: ActionContext<UserActor>): Promise<void> {
  const ways = await waysToProve(db, actor.userId);
  if (!ways.includes("mail")) throw forbidden("Confirm that it is you with what you sign in with.");
}
