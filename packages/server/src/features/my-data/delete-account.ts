import { one } from "@plinth/database";
import { conflict, type MutationContext, type UserActor } from "@plinth/kernel";
import { eq } from "drizzle-orm";
import { sendMail } from "../../mail/send-mail.ts";
import { record } from "../../record.ts";
import { findMe } from "../accounts/accounts.ts";
import { accountRules } from "../accounts/rules.ts";
import { users } from "../accounts/table.ts";
import { requireAnotherOperator } from "../people/operators.ts";
import { closeSessions } from "../sessions/end-sessions.ts";
import { deletionMail } from "./deletion-mail.ts";
import { wouldLeave } from "./would-leave.ts";

/** How long somebody has to change their mind. */
export const GRACE_MS = 14 * 86_400_000;

/**
 * Has the caller's account deleted in two weeks, and signs them out everywhere now. Until then they can sign in and keep it.
 *
 * @throws Failure CONFLICT for the last operator, and while a workspace would be left without an owner
 */
export async function deleteAccount(ctx: MutationContext<UserActor>): Promise<{ dueAt: Date }> {
  const me = await findMe(ctx);
  const db = accountRules.allow(ctx, me, "leave");
  if (me.deletionDueAt) throw conflict("Your account is going to be deleted already.");
  if (me.operatorSince) await requireAnotherOperator(ctx, me.id);
  const { ownerless } = await wouldLeave(ctx.db, me.id);
  if (ownerless.length > 0) {
    const names = ownerless.map(({ name }) => name).join(", ");
    throw conflict(`Nobody else owns ${names}. Make someone else an owner there first.`);
  }
  const dueAt = new Date(ctx.now.getTime() + GRACE_MS);
  await one(db.update(users).set({ deletionDueAt: dueAt }).where(eq(users.id, me.id)).returning({ id: users.id }));
  await closeSessions(ctx, db, { userId: me.id });
  await record(ctx, "account.deletion_requested", me, { dueAt: dueAt.toISOString() });
  await sendMail(ctx, deletionMail, { to: { userId: me.id }, props: { userId: me.id, dueAt: dueAt.toISOString() } });
  return { dueAt };
}

/** Keeps an account that was to be deleted. @throws Failure CONFLICT when it was not, or it is too late */
export async function keepAccount(ctx: MutationContext<UserActor>): Promise<void> {
  const me = await findMe(ctx);
  const db = accountRules.allow(ctx, me, "leave");
  if (!me.deletionDueAt) throw conflict("Your account is not going to be deleted.");
  if (me.deletionDueAt <= ctx.now) throw conflict("It is too late: your account is being deleted.");
  await one(db.update(users).set({ deletionDueAt: null }).where(eq(users.id, me.id)).returning({ id: users.id }));
  await record(ctx, "account.kept", me);
}
