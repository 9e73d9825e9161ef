import { one } from "@plinth/database";
import { type ActionContext, type Actor, type MutationContext, type UserActor, unruled } from "@plinth/kernel";
import { and, eq, getTableColumns, ne } from "drizzle-orm";
import { voidTokens } from "../../one-time-tokens/one-time-tokens.ts";
import { record } from "../../record.ts";
import { findMe } from "../accounts/accounts.ts";
import { accountRules } from "../accounts/rules.ts";
import { SESSION_COOKIE } from "./authenticate.ts";
import { signInTicket } from "./complete-sign-in.ts";
import { sessionRules } from "./rules.ts";
import { sessions } from "./table.ts";

/** Ends the session that asks, and takes its cookie away. */
export async function signOut(ctx: ActionContext<UserActor>): Promise<void> {
  await ctx.write(async (tx) => {
    const db = accountRules.allow(tx, await findMe(tx), "endSessions");
    await db.delete(sessions).where(eq(sessions.id, ctx.actor.sessionId));
    await record(tx, "session.ended", { id: ctx.actor.userId });
  });
  ctx.setCookie(SESSION_COOKIE, "", new Date(0));
}

const sessionById = sessionRules.finder("sessionById", { id: sessions.id }, (db, $) =>
  db
    .select({ ...getTableColumns(sessions), role: $.role })
    .from(sessions)
    .where(eq(sessions.id, $.id)),
);

/** Ends one session of the caller's own. */
export async function endSession(ctx: MutationContext<UserActor>, id: string): Promise<void> {
  const session = await sessionById(ctx, { id });
  const db = sessionRules.allow(ctx, session, "end");
  await one(db.delete(sessions).where(eq(sessions.id, session.id)).returning({ id: sessions.id }));
  await record(ctx, "session.ended", { id: ctx.actor.userId });
}

/** Ends every session of the caller's but this one. Returns how many there were. */
export async function endOtherSessions(ctx: MutationContext<UserActor>): Promise<number> {
  const db = accountRules.allow(ctx, await findMe(ctx), "endSessions");
  const { userId, sessionId } = ctx.actor;
  // Whoever has got half-way may be the one whose sessions are to end.
  await voidTokens(ctx, signInTicket, userId);
  const others = and(eq(sessions.userId, userId), ne(sessions.id, sessionId));
  const ended = await db.delete(sessions).where(others).returning({ id: sessions.id });
  if (ended.length > 0) await record(ctx, "session.ended", { id: userId }, { sessions: ended.length });
  return ended.length;
}

/** Ends every session somebody has, wherever it is. Returns how many there were. */
export async function endSessionsOf(ctx: MutationContext<Actor>, userId: string): Promise<number> {
  const db = unruled(ctx, "whoever shows that an account is theirs may end what others have of it");
  const ended = await db.delete(sessions).where(eq(sessions.userId, userId)).returning({ id: sessions.id });
  if (ended.length > 0) await record(ctx, "session.ended", { id: userId }, { sessions: ended.length });
  return ended.length;
}
