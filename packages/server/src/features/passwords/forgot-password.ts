import type { ActionContext, Actor } from "@plinth/kernel";
import type { z } from "zod";
import { sendMail } from "../../mail/send-mail.ts";
import { issueToken, voidTokens } from "../../one-time-tokens/one-time-tokens.ts";
import { findUserByEmail, NOBODY } from "../accounts/accounts.ts";
import { takeMailAttempt } from "../accounts/mailed-entry.ts";
import type { ForgottenPassword } from "./inputs.ts";
import { resetMail } from "./reset-mail.ts";
import { resetToken } from "./reset-token.ts";

/**
 * Mails somebody a link by which they choose a new password, in place of earlier ones. Known and unknown addresses get the same answer after the
 * same work: whether there is anybody to mail to is looked up when the mail is sent.
 */
export async function forgotPassword(
  ctx: ActionContext<Actor>,
  { email }: z.output<typeof ForgottenPassword>,
): Promise<void> {
  await takeMailAttempt(ctx, email);
  await ctx.write(async (tx) => {
    const user = await findUserByEmail(tx.db, email);
    await voidTokens(tx, resetToken, user?.id ?? NOBODY);
    // One for nobody opens nothing.
    const token = await issueToken(tx, resetToken, { data: { email }, ...(user && { userId: user.id }) });
    await sendMail(tx, resetMail, { to: { address: email }, props: { email, token } });
  });
}
