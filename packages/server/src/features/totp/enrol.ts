import { first } from "@plinth/database";
import { badRequest, conflict, type MutationContext, seal, type UserActor, unseal } from "@plinth/kernel";
import { and, eq } from "drizzle-orm";
import type { z } from "zod";
import { record } from "../../record.ts";
import { findMe } from "../accounts/accounts.ts";
import { accountRules } from "../accounts/rules.ts";
import { tellOfChange } from "../accounts/security-mail.ts";
import { factorAdded } from "../recovery-codes/factor-changes.ts";
import { firstRecoveryCodes } from "../recovery-codes/recovery-codes.ts";
import type { ConfirmedTotp, TotpEnrolment } from "./outputs.ts";
import { totps } from "./table.ts";
import { newTotpSecret, stepOf, totpUri } from "./totp.ts";

/** What secrets are sealed for. */
export const TOTP_SECRET = "totp secret";

/**
 * Makes a secret for an app of the caller's. It does not count before its first code is confirmed; until then one they have goes on counting. Of
 * two that were begun, only the latest can be confirmed.
 */
export async function enrolTotp(ctx: MutationContext<UserActor>): Promise<z.input<typeof TotpEnrolment>> {
  const me = await findMe(ctx);
  const db = accountRules.allow(ctx, me, "changeSecondFactors");
  const secret = newTotpSecret();
  const pendingSecret = seal(TOTP_SECRET, secret);
  await db
    .insert(totps)
    .values({ userId: me.id, pendingSecret, lastStep: 0 })
    .onConflictDoUpdate({ target: totps.userId, set: { pendingSecret } });
  await record(ctx, "account.totp_begun", { id: me.id });
  return { secret, uri: totpUri({ secret, account: me.email }) };
}

/**
 * Has the codes of the latest secret count from now on, given one of them. The caller's other sessions end: they began without.
 *
 * @returns recovery codes, when the caller had none
 * @throws Failure BAD_REQUEST, CONFLICT
 */
export async function confirmTotp(
  ctx: MutationContext<UserActor>,
  code: string,
): Promise<z.input<typeof ConfirmedTotp>> {
  const me = await findMe(ctx);
  const db = accountRules.allow(ctx, me, "changeSecondFactors");
  const known = await first(ctx.db.select().from(totps).where(eq(totps.userId, me.id)));
  if (!known?.pendingSecret) throw conflict("There is nothing to confirm. Begin again.");
  const { pendingSecret } = known;
  const step = stepOf(code, { secret: unseal(TOTP_SECRET, pendingSecret), lastStep: 0, now: ctx.now });
  if (step === undefined)
    throw badRequest("That is not the code. Check that the clock of your device is right, and try the next one.");
  const isLatest = and(eq(totps.userId, me.id), eq(totps.pendingSecret, pendingSecret));
  const confirmed = { secret: pendingSecret, pendingSecret: null, confirmedAt: ctx.now, lastStep: step };
  const changed = await db.update(totps).set(confirmed).where(isLatest).returning({ userId: totps.userId });
  if (changed.length === 0) throw conflict("Another secret was made meanwhile. Use that one.");
  await record(ctx, known.secret ? "account.totp_replaced" : "account.totp_added", { id: me.id });
  const change = known.secret
    ? "Another app shows the codes you sign in with"
    : "Codes of an app are asked for when you sign in";
  await tellOfChange(ctx, me.id, change);
  await factorAdded(ctx);
  return { recoveryCodes: await firstRecoveryCodes(ctx) };
}
