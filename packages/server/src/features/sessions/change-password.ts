import { type ActionContext, badRequest, conflict, type UserActor } from "@plinth/kernel";
import { and, eq } from "drizzle-orm";
import type { z } from "zod";
import { forgetAttempts, takeAttempt } from "../../attempts/attempts.ts";
import { record } from "../../record.ts";
import { findMe } from "../accounts/accounts.ts";
import { findPasswordHash } from "../accounts/find-password-hash.ts";
import { hashPassword, verifyPassword } from "../accounts/password-hash.ts";
import { requireGoodPassword } from "../accounts/password-policy.ts";
import { accountRules } from "../accounts/rules.ts";
import { tellOfChange } from "../accounts/security-mail.ts";
import { passwords } from "../accounts/table.ts";
import { distrustDevices } from "../devices/devices.ts";
import { endOtherSessions } from "./end-sessions.ts";
import type { PasswordChange } from "./inputs.ts";
import { guessedProof } from "./prove-me.ts";

/**
 * Changes the caller's password and ends their other sessions, which someone else may hold.
 *
 * @throws Failure BAD_REQUEST, TOO_MANY_REQUESTS, CONFLICT where it was changed meanwhile
 */
export async function changePassword(
  ctx: ActionContext<UserActor>,
  input: z.output<typeof PasswordChange>,
): Promise<void> {
  const { userId } = ctx.actor;
  const guessed = guessedProof(userId);
  await ctx.write((tx) => takeAttempt(tx, guessed));
  const known = await findPasswordHash(ctx.db, userId);
  const fits = await verifyPassword(known, input.current);
  if (known === undefined || !fits) {
    await ctx.write((tx) => record(tx, "account.password_refused", { id: userId }));
    throw badRequest("The current password is not right.");
  }
  await requireGoodPassword(input.next, await findMe(ctx));
  const hash = await hashPassword(input.next);
  await ctx.write(async (tx) => {
    const unchanged = and(eq(passwords.userId, userId), eq(passwords.hash, known));
    const db = accountRules.allow(tx, await findMe(tx), "changePassword");
    const change = db.update(passwords).set({ hash, changedAt: ctx.now }).where(unchanged);
    const changed = await change.returning({ userId: passwords.userId });
    if (changed.length === 0) throw conflict("The password was changed meanwhile.");
    await forgetAttempts(tx, guessed);
    await endOtherSessions(tx);
    await distrustDevices(tx, userId);
    await record(tx, "account.password_changed", { id: userId });
    await tellOfChange(tx, userId, "Your password was changed");
  });
}
