import type { ActionContext, UserActor } from "@plinth/kernel";
import type { z } from "zod";
import type { SignInOutcome } from "../sessions/complete-sign-in.ts";
import { proveMe } from "../sessions/prove-me.ts";
import { checkAssertion, noteUse, passkeysOf } from "./assertions.ts";
import { issueChallenge, spendChallenge } from "./challenges.ts";
import type { PasskeyProof } from "./inputs.ts";
import { requestOptions } from "./options.ts";
import type { AssertionQuestion } from "./outputs.ts";

/** What the caller's browser is to be asked so that it shows a passkey of theirs. */
export async function beginProof(ctx: ActionContext<UserActor>): Promise<z.input<typeof AssertionQuestion>> {
  const { userId } = ctx.actor;
  const { ticket, challenge } = await issueChallenge(ctx, { ceremony: "proof", userId });
  return { ticket, options: requestOptions(challenge, await passkeysOf(ctx.db, userId)) };
}

/** Proves anew that it is them, by a passkey. @throws Failure BAD_REQUEST, TOO_MANY_REQUESTS */
export function finishProof(
  ctx: ActionContext<UserActor>,
  { ticket, response, as }: z.output<typeof PasskeyProof>,
): Promise<SignInOutcome> {
  const { userId } = ctx.actor;
  const fits = async () => {
    const { data } = await spendChallenge(ctx, { ticket, ceremony: "proof", userId });
    const shown = await checkAssertion(ctx, { response, challenge: data.challenge, userId });
    return shown !== undefined && ctx.write((tx) => noteUse(tx, shown));
  };
  return proveMe(ctx, { as, by: "passkey", fits });
}
