import { one } from "@plinth/database";
import { type ActionContext, badRequest, type MutationContext, type UserActor } from "@plinth/kernel";
import { and, eq, isNull, lt } from "drizzle-orm";
import type { z } from "zod";
import { takeAttempt } from "../../attempts/attempts.ts";
import { sendMail } from "../../mail/send-mail.ts";
import { issueToken, voidTokens } from "../../one-time-tokens/one-time-tokens.ts";
import { record } from "../../record.ts";
import { findMe } from "../accounts/accounts.ts";
import { UNDO_MS } from "../accounts/free-address.ts";
import { takeMailAttempt } from "../accounts/mailed-entry.ts";
import { accountRules } from "../accounts/rules.ts";
import { confirmNewMail, confirmOldMail, newTakenMail } from "./change-mails.ts";
import { CONFIRM_MS, confirmToken } from "./change-tokens.ts";
import type { NewAddress } from "./inputs.ts";
import { emailChanges } from "./table.ts";

/**
 * Asks for another address, in place of an earlier wish. Both addresses get a mail, and the change is made once both have confirmed it; the old
 * one need not where it was never shown to be the caller's. Whether the new one is somebody's already is told to that person alone.
 *
 * @throws Failure BAD_REQUEST when it is theirs already, TOO_MANY_REQUESTS
 */
export async function changeAddress(
  ctx: ActionContext<UserActor>,
  { email }: z.output<typeof NewAddress>,
): Promise<void> {
  const { userId } = ctx.actor;
  const asked = { what: `change of address of ${userId}`, free: 5, firstWaitMs: 60_000 };
  await ctx.write((tx) => takeAttempt(tx, [asked]));
  await takeMailAttempt(ctx, email);
  await ctx.write(async (tx) => {
    const me = await findMe(tx);
    if (me.email === email) throw badRequest("This is your address already.");
    const db = accountRules.allow(tx, me, "changeEmail");
    await discardChange(tx);
    const oldMade = and(
      eq(emailChanges.userId, userId),
      lt(emailChanges.doneAt, new Date(ctx.now.getTime() - UNDO_MS)),
    );
    await db.delete(emailChanges).where(oldMade);
    const needsOld = me.emailVerifiedAt !== null;
    const change = await one(
      db
        .insert(emailChanges)
        .values({
          ...{ userId, oldEmail: me.email, newEmail: email, createdAt: ctx.now },
          ...{ oldConfirmedAt: needsOld ? null : ctx.now, expiresAt: new Date(ctx.now.getTime() + CONFIRM_MS) },
        })
        .returning(),
    );
    const props = { changeId: change.id, userId, oldEmail: me.email, newEmail: email };
    const token = await issueToken(tx, confirmToken, { userId, data: { changeId: change.id, side: "new" } });
    await sendMail(tx, confirmNewMail, { to: { address: email }, props: { ...props, token, needsOld } });
    await sendMail(tx, newTakenMail, { to: { address: email }, props });
    if (needsOld) {
      const token = await issueToken(tx, confirmToken, { userId, data: { changeId: change.id, side: "old" } });
      await sendMail(tx, confirmOldMail, { to: { address: me.email }, props: { ...props, token } });
    }
    await record(tx, "account.email_change_asked", me);
  });
}

/** Gives up the change that waits. */
export async function cancelChange(ctx: MutationContext<UserActor>): Promise<void> {
  if (await discardChange(ctx)) await record(ctx, "account.email_change_canceled", { id: ctx.actor.userId });
}

async function discardChange(ctx: MutationContext<UserActor>): Promise<boolean> {
  const db = accountRules.allow(ctx, await findMe(ctx), "changeEmail");
  const { userId } = ctx.actor;
  await voidTokens(ctx, confirmToken, userId);
  const waiting = and(eq(emailChanges.userId, userId), isNull(emailChanges.doneAt));
  return (await db.delete(emailChanges).where(waiting).returning({ id: emailChanges.id })).length > 0;
}
