import type { ActionContext, Actor } from "@plinth/kernel";
import type { z } from "zod";
import { findToken } from "../../one-time-tokens/one-time-tokens.ts";
import { DEVICE_COOKIE } from "../devices/devices.ts";
import { type SignInOutcome, signInTicket } from "../sessions/complete-sign-in.ts";
import { confirmSignIn, signInOver } from "../sessions/confirm-sign-in.ts";
import { checkAssertion, noteUse, passkeysOf } from "./assertions.ts";
import { issueChallenge, spendChallenge } from "./challenges.ts";
import type { PasskeySecondFactor } from "./inputs.ts";
import { requestOptions } from "./options.ts";
import type { AssertionQuestion } from "./outputs.ts";
import { wrongPasskey } from "./sign-in.ts";

/** What a browser is to be asked so that it shows a passkey of whoever has shown their first factor. @throws Failure CONFLICT */
export async function beginSecondFactor(
  ctx: ActionContext<Actor>,
  signIn: string,
): Promise<z.input<typeof AssertionQuestion>> {
  const known = await findToken(ctx, signInTicket, { token: signIn, browser: ctx.readCookie(DEVICE_COOKIE) });
  if (!known?.userId) throw signInOver();
  const { userId } = known;
  const { ticket, challenge } = await issueChallenge(ctx, { ceremony: "second factor", userId, signIn });
  return { ticket, options: requestOptions(challenge, await passkeysOf(ctx.db, userId)) };
}

/** Starts the session of whoever shows a passkey after their first factor. @throws Failure as `confirmSignIn`, and UNAUTHORIZED for a wrong one */
export async function finishSecondFactor(
  ctx: ActionContext<Actor>,
  { ticket, response, trustDevice }: z.output<typeof PasskeySecondFactor>,
): Promise<SignInOutcome> {
  const { userId, data } = await spendChallenge(ctx, { ticket, ceremony: "second factor" });
  // Nobody gets there by guessing, so it may be looked at before the try is counted.
  const shown = await checkAssertion(ctx, { response, challenge: data.challenge, userId: userId ?? undefined });
  return confirmSignIn(ctx, {
    ticket: data.signIn ?? "",
    by: "passkey",
    trustDevice,
    fits: async (tx, holder) => shown?.passkey.userId === holder && (await noteUse(tx, shown)),
    refusal: wrongPasskey(),
  });
}
