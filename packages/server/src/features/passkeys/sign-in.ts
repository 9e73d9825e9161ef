import { first } from "@plinth/database";
import { type ActionContext, type Actor, Failure } from "@plinth/kernel";
import { eq } from "drizzle-orm";
import type { z } from "zod";
import { record } from "../../record.ts";
import { NOBODY } from "../accounts/accounts.ts";
import { users } from "../accounts/table.ts";
import { completeSignIn, type SignInOutcome } from "../sessions/complete-sign-in.ts";
import { checkAssertion, noteUse } from "./assertions.ts";
import { issueChallenge, spendChallenge } from "./challenges.ts";
import type { PasskeySignIn } from "./inputs.ts";
import { requestOptions } from "./options.ts";
import type { AssertionQuestion } from "./outputs.ts";

/** What a browser is to be asked so that it shows a passkey of whoever uses it. The same for everybody. */
export async function beginSignIn(ctx: ActionContext<Actor>): Promise<z.input<typeof AssertionQuestion>> {
  const { ticket, challenge } = await issueChallenge(ctx, { ceremony: "sign-in" });
  return { ticket, options: requestOptions(challenge, []) };
}

/** Signs in whose passkey it is. @throws Failure BAD_REQUEST, UNAUTHORIZED, FORBIDDEN */
export async function finishSignIn(
  ctx: ActionContext<Actor>,
  { ticket, response, as }: z.output<typeof PasskeySignIn>,
): Promise<SignInOutcome> {
  const { data } = await spendChallenge(ctx, { ticket, ceremony: "sign-in" });
  const shown = await checkAssertion(ctx, { response, challenge: data.challenge });
  const user = shown && (await first(ctx.db.select().from(users).where(eq(users.id, shown.passkey.userId))));
  if (!shown || !user) throw await refuse(ctx, NOBODY);
  return completeSignIn(ctx, { user, by: "passkey", as }, async (tx) => {
    if (!(await noteUse(tx, shown))) throw wrongPasskey();
  });
}

/** Notes that somebody has shown a passkey in vain. @returns what to tell them */
export async function refuse(ctx: ActionContext<Actor>, userId: string): Promise<Failure> {
  await ctx.write((tx) => record(tx, "session.refused", { id: userId }, { reason: "passkey" }));
  return wrongPasskey();
}

export const wrongPasskey = () =>
  new Failure(
    "UNAUTHORIZED",
    "This passkey does not open anything here. It may have been removed: sign in another way.",
  );
