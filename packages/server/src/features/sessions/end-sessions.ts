import { type ActionContext, type MutationContext, notFound } from "@plinth/kernel";
import { and, eq, ne } from "drizzle-orm";
import { record } from "../../record.ts";
import { asPerson } from "../accounts/accounts.ts";
import { SESSION_COOKIE } from "./authenticate.ts";
import { sessions } from "./table.ts";

/** Ends the session that asks, and takes its cookie away. */
export async function signOut(context: ActionContext): Promise<void> {
  const ctx = asPerson(context);
  await ctx.write(async (tx) => {
    await tx.db.delete(sessions).where(eq(sessions.id, ctx.actor.sessionId));
    await record(tx, "session.ended", { id: ctx.actor.userId });
  });
  ctx.setCookie(SESSION_COOKIE, "", new Date(0));
}

/** Ends one session of the caller's own. */
export async function endSession(context: MutationContext, id: string): Promise<void> {
  const ctx = asPerson(context);
  const own = and(eq(sessions.id, id), eq(sessions.userId, ctx.actor.userId));
  const ended = await ctx.db.delete(sessions).where(own).returning({ id: sessions.id });
  if (ended.length === 0) throw notFound("session");
  await record(ctx, "session.ended", { id: ctx.actor.userId });
}

/** Ends every session of the caller's but this one. Returns how many there were. */
export async function endOtherSessions(context: MutationContext): Promise<number> {
  const ctx = asPerson(context);
  const { userId, sessionId } = ctx.actor;
  const others = and(eq(sessions.userId, userId), ne(sessions.id, sessionId));
  const ended = await ctx.db.delete(sessions).where(others).returning({ id: sessions.id });
  if (ended.length > 0) await record(ctx, "session.ended", { id: userId }, { sessions: ended.length });
  return ended.length;
}
