import { first } from "@plinth/database";
import { type ActionContext, type Actor, badRequest, forbidden } from "@plinth/kernel";
import { eq } from "drizzle-orm";
import type { z } from "zod";
import { findToken, tryToken, useToken } from "../../one-time-tokens/one-time-tokens.ts";
import { users } from "../accounts/table.ts";
import { browserToken, DEVICE_COOKIE } from "../devices/devices.ts";
import { beginSession, handOver, type SignInOutcome, signInTicket } from "../sessions/complete-sign-in.ts";
import { checkAssertion, noteUse, passkeysOf } from "./assertions.ts";
import { issueChallenge, spendChallenge } from "./challenges.ts";
import type { PasskeySecondFactor } from "./inputs.ts";
import { requestOptions } from "./options.ts";
import type { AssertionQuestion } from "./outputs.ts";
import { refuse, wrongPasskey } from "./sign-in.ts";

/** What a browser is to be asked so that it shows a passkey of whoever has shown their first factor. @throws Failure BAD_REQUEST */
export async function beginSecondFactor(
  ctx: ActionContext<Actor>,
  signIn: string,
): Promise<z.input<typeof AssertionQuestion>> {
  const known = await findToken(ctx, signInTicket, { token: signIn, browser: ctx.readCookie(DEVICE_COOKIE) });
  if (!known?.userId) throw ticketOver();
  const { userId } = known;
  const { ticket, challenge } = await issueChallenge(ctx, { ceremony: "second factor", userId, signIn });
  return { ticket, options: requestOptions(challenge, await passkeysOf(ctx.db, userId)) };
}

/** Starts the session of whoever shows a passkey after their first factor. @throws Failure BAD_REQUEST, UNAUTHORIZED, FORBIDDEN */
export async function finishSecondFactor(
  ctx: ActionContext<Actor>,
  { ticket, response }: z.output<typeof PasskeySecondFactor>,
): Promise<SignInOutcome> {
  const { data } = await spendChallenge(ctx, { ticket, ceremony: "second factor" });
  const given = { token: data.signIn ?? "", browser: ctx.readCookie(DEVICE_COOKIE) };
  const tried = await ctx.write((tx) => tryToken(tx, signInTicket, given));
  const user =
    tried &&
    (await first(
      ctx.db
        .select()
        .from(users)
        .where(eq(users.id, tried.userId ?? "")),
    ));
  if (!user) throw ticketOver();
  if (user.suspendedAt) throw forbidden("This account is suspended.");
  const shown = await checkAssertion(ctx, { response, challenge: data.challenge, userId: user.id });
  if (!shown) throw await refuse(ctx, user.id);
  const { as } = tried.data;
  const browser = as === "cookie" ? browserToken(ctx) : undefined;
  const session = await ctx.write(async (tx) => {
    if (!(await useToken(tx, signInTicket, given))) throw ticketOver();
    if (!(await noteUse(tx, shown))) throw wrongPasskey();
    return beginSession(tx, { userId: user.id, browser, client: ctx.client });
  });
  return handOver(ctx, { userId: user.id, as, session });
}

const ticketOver = () => badRequest("This took too long. Sign in again.");
