import type { ActionContext, Actor } from "@plinth/kernel";
import type { z } from "zod";
import { findUserByEmail } from "../accounts/accounts.ts";
import { mailEntry, signInMail } from "../accounts/mailed-entry.ts";
import type { AskedLink } from "./inputs.ts";

/** Mails somebody a link and a code to sign in with. Known and unknown addresses get the same answer after the same work. */
export async function askSignInLink(
  ctx: ActionContext<Actor>,
  { email }: z.output<typeof AskedLink>,
): Promise<{ ticket: string }> {
  const user = await findUserByEmail(ctx.db, email);
  return mailEntry(ctx, { email, userId: user?.id, newAccount: null, mail: signInMail });
}
