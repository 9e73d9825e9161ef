import { first, type Write } from "@plinth/database";
import {
  type ActionContext,
  badRequest,
  type MutationContext,
  type QueryContext,
  type UserActor,
} from "@plinth/kernel";
import { and, eq, gt, isNull } from "drizzle-orm";
import type { z } from "zod";
import { sendMail } from "../../mail/send-mail.ts";
import { issueToken, useToken, voidAllTokens } from "../../one-time-tokens/one-time-tokens.ts";
import { record } from "../../record.ts";
import { findMe } from "../accounts/accounts.ts";
import { requireFreeAddress } from "../accounts/free-address.ts";
import { accountRules } from "../accounts/rules.ts";
import { users } from "../accounts/table.ts";
import { changedMail } from "./change-mails.ts";
import { confirmToken, undoToken } from "./change-tokens.ts";
import type { ConfirmedChange, sides, WaitingChange } from "./outputs.ts";
import { type EmailChange, emailChanges } from "./table.ts";

/** The change that waits for its confirmations, if there is one. */
export async function pendingChange(
  ctx: QueryContext<UserActor>,
): Promise<{ change: z.output<typeof WaitingChange> | null }> {
  const { userId, doneAt, expiresAt } = emailChanges;
  const waiting = and(eq(userId, ctx.actor.userId), isNull(doneAt), gt(expiresAt, ctx.now));
  const found = await first(ctx.db.select().from(emailChanges).where(waiting));
  return { change: found ? { email: found.newEmail, missing: missingOf(found), expiresAt: found.expiresAt } : null };
}

/**
 * Says yes to the caller's change of address, by the link of one of the two mails; makes it when the other was given too. Like all that is mailed
 * about an account it takes the session as well, so that a mistyped address lets nobody in.
 *
 * @returns which confirmation is missing still
 * @throws Failure BAD_REQUEST, CONFLICT when the address was taken meanwhile
 */
export async function confirmChange(
  ctx: ActionContext<UserActor>,
  token: string,
): Promise<z.output<typeof ConfirmedChange>> {
  return ctx.write(async (tx) => {
    const known = await useToken(tx, confirmToken, { token });
    if (known?.userId !== ctx.actor.userId) throw refusal();
    const me = await findMe(tx);
    const db = accountRules.allow(tx, me, "changeEmail");
    const { changeId, side } = known.data;
    const waiting = and(
      eq(emailChanges.id, changeId),
      isNull(emailChanges.doneAt),
      gt(emailChanges.expiresAt, ctx.now),
    );
    const confirmed = side === "old" ? { oldConfirmedAt: ctx.now } : { newConfirmedAt: ctx.now };
    const change = await first(db.update(emailChanges).set(confirmed).where(waiting).returning());
    if (!change || change.oldEmail !== me.email) throw refusal();
    const missing = missingOf(change);
    if (missing.length === 0) await makeChange(tx, db, change);
    return { email: change.newEmail, missing };
  });
}

const refusal = () => badRequest("This link does not work any more, or it is for another account.");

async function makeChange(ctx: MutationContext<UserActor>, db: Write, change: EmailChange): Promise<void> {
  const { id: changeId, userId, oldEmail, newEmail } = change;
  await requireFreeAddress(ctx, newEmail, userId);
  await db.update(users).set({ email: newEmail, emailVerifiedAt: ctx.now }).where(eq(users.id, userId));
  await db.update(emailChanges).set({ doneAt: ctx.now }).where(eq(emailChanges.id, changeId));
  // Whatever else was mailed went to the old address. The ways back stay.
  await voidAllTokens(ctx, userId, { but: undoToken });
  const token = await issueToken(ctx, undoToken, { userId, data: { changeId } });
  const props = { changeId, userId, token, oldEmail, newEmail };
  await sendMail(ctx, changedMail, { to: { address: oldEmail }, props });
  await record(ctx, "account.email_changed", { id: userId });
}

function missingOf({ oldConfirmedAt, newConfirmedAt }: EmailChange): (typeof sides)[number][] {
  return [...(oldConfirmedAt ? [] : (["old"] as const)), ...(newConfirmedAt ? [] : (["new"] as const))];
}
