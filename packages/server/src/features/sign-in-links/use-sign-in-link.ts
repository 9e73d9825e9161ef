import { type ActionContext, type Actor, badRequest } from "@plinth/kernel";
import type { z } from "zod";
import { isCode } from "../../one-time-tokens/code.ts";
import { countsElsewhere, type GivenToken, tryToken, useToken } from "../../one-time-tokens/one-time-tokens.ts";
import { record } from "../../record.ts";
import { findUserByEmail, insertAccount } from "../accounts/accounts.ts";
import { entryToken } from "../accounts/mailed-entry.ts";
import type { User } from "../accounts/table.ts";
import { DEVICE_COOKIE } from "../devices/devices.ts";
import { claimAccount } from "../sessions/claim-account.ts";
import { completeSignIn, type SignInOutcome } from "../sessions/complete-sign-in.ts";
import type { UsedLink } from "./inputs.ts";

type Entry = z.output<typeof entryToken.data>;

const over = () => badRequest("This link or code does not work any more. Ask for a new one.");

/**
 * Signs in whoever got the mail, in the browser where it was asked for; makes their account first where that is what they asked for.
 *
 * @throws Failure BAD_REQUEST, FORBIDDEN when the account is suspended, CONFLICT when the address was taken meanwhile
 */
export async function useSignInLink(
  ctx: ActionContext<Actor>,
  { ticket, code }: z.output<typeof UsedLink>,
): Promise<SignInOutcome> {
  // Without a cookie it is no browser that asked for anything.
  const given = { token: ticket, browser: ctx.readCookie(DEVICE_COOKIE) ?? "" };
  const tried = await ctx.write((tx) => tryToken(tx, entryToken, given));
  if (!tried) {
    if (await countsElsewhere(ctx, entryToken, given))
      throw badRequest("Open this link in the browser where you asked for it, or type the code there.");
    throw over();
  }
  if (!isCode(tried.data.code, code)) {
    await ctx.write((tx) =>
      record(tx, "session.refused", { id: tried.userId ?? ticket.slice(0, 8) }, { reason: "code" }),
    );
    throw badRequest("That code is not right.");
  }
  const { email, newAccount } = tried.data;
  if (newAccount) {
    const user = await makeAccount(ctx, given, { email, newAccount });
    return completeSignIn(ctx, { user, by: "mail", as: "cookie" });
  }
  const user = await findUserByEmail(ctx.db, email);
  // Whoever has the address now need not be who had it then.
  if (!user || user.id !== tried.userId) throw over();
  return completeSignIn(ctx, { user, by: "mail", as: "cookie" }, async (tx) => {
    if (!(await useToken(tx, entryToken, given))) throw over();
    await claimAccount(tx, user.id);
  });
}

/** Makes the account of somebody who signed up, now that mail has reached them. */
function makeAccount(
  ctx: ActionContext<Actor>,
  given: GivenToken,
  { email, newAccount: { name, hash } }: { email: string; newAccount: NonNullable<Entry["newAccount"]> },
): Promise<User> {
  return ctx.write(async (tx) => {
    if (!(await useToken(tx, entryToken, given))) throw over();
    return insertAccount(tx, { name, email }, { hash, operator: false, verified: true });
  });
}
