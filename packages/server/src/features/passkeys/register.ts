import { type ActionContext, badRequest, conflict, type UserActor } from "@plinth/kernel";
import type { z } from "zod";
import { record } from "../../record.ts";
import { findMe } from "../accounts/accounts.ts";
import { accountRules } from "../accounts/rules.ts";
import { tellOfChange } from "../accounts/security-mail.ts";
import { factorAdded } from "../recovery-codes/factor-changes.ts";
import { passkeysOf, tellOfRefusal } from "./assertions.ts";
import { issueChallenge, spendChallenge } from "./challenges.ts";
import type { NewPasskey } from "./inputs.ts";
import { creationOptions } from "./options.ts";
import type { RegistrationQuestion } from "./outputs.ts";
import { type Passkey, passkeys } from "./table.ts";

export const MOST_PASSKEYS = 20;

/** What the caller's browser is to be asked so that it makes a passkey. @throws Failure CONFLICT */
export async function beginRegistration(ctx: ActionContext<UserActor>): Promise<z.input<typeof RegistrationQuestion>> {
  const me = await findMe(ctx);
  const known = await passkeysOf(ctx.db, me.id);
  refuseMore(known);
  const { ticket, challenge } = await issueChallenge(ctx, { ceremony: "registration", userId: me.id });
  return { ticket, options: creationOptions(me, { challenge, known }) };
}

/** Keeps the passkey that the browser made. The caller's other sessions end: they began without. @throws Failure BAD_REQUEST, CONFLICT */
export async function finishRegistration(
  ctx: ActionContext<UserActor>,
  { ticket, response, name }: z.output<typeof NewPasskey>,
): Promise<Passkey> {
  const { userId } = ctx.actor;
  const { data } = await spendChallenge(ctx, { ticket, ceremony: "registration", userId });
  const { verifyRegistration } = await import("./webauthn.ts");
  const made = await verifyRegistration(response, data.challenge).catch((error: unknown) => tellOfRefusal(ctx, error));
  if (!made) throw badRequest("This is no passkey that can be used here. Try again, or on another device.");
  return ctx.write(async (tx) => {
    const db = accountRules.allow(tx, await findMe(tx), "addPasskey");
    refuseMore(await passkeysOf(tx.db, userId));
    const { transports } = response;
    const values = { userId, ...made, transports, name, createdAt: ctx.now, lastUsedAt: null };
    const [passkey] = await db.insert(passkeys).values(values).onConflictDoNothing().returning();
    if (!passkey) throw conflict("This passkey is registered already.");
    await record(tx, "account.passkey_added", { id: userId }, { passkeyId: passkey.id, passkey: name });
    await tellOfChange(tx, userId, `A passkey was added to your account: ${name}`);
    await factorAdded(tx);
    return passkey;
  });
}

function refuseMore(known: readonly Passkey[]): void {
  if (known.length >= MOST_PASSKEYS) throw conflict(`You have ${known.length} passkeys. Remove one first.`);
}
