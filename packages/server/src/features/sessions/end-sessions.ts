import { one, type Write } from "@plinth/database";
import { type ActionContext, type Actor, type MutationContext, type UserActor, unruled } from "@plinth/kernel";
import { and, eq, getTableColumns, ne } from "drizzle-orm";
import { voidTokens } from "../../one-time-tokens/one-time-tokens.ts";
import { record } from "../../record.ts";
import { findMe } from "../accounts/accounts.ts";
import { accountRules } from "../accounts/rules.ts";
import { deviceLogins } from "../device-logins/table.ts";
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
  const ended = await closeSessions(ctx, db, { userId, but: sessionId });
  if (ended > 0) await record(ctx, "session.ended", { id: userId }, { sessions: ended });
  return ended;
}

/** Ends every session somebody has, wherever it is. Returns how many there were. */
export async function endSessionsOf(ctx: MutationContext<Actor>, userId: string): Promise<number> {
  const db = unruled(ctx, "whoever shows that an account is theirs may end what others have of it");
  const ended = await closeSessions(ctx, db, { userId });
  if (ended > 0) await record(ctx, "session.ended", { id: userId }, { sessions: ended });
  return ended;
}

/**
 * Ends the sessions somebody has, but for one, and stops whoever has got half-way to another: where a second factor is asked for, and in programs
 * that were let in and have not fetched their session yet. Whoever calls this records it. Returns how many sessions there were.
 */
export async function closeSessions(
  ctx: MutationContext<Actor>,
  db: Write,
  { userId, but }: { userId: string; but?: string },
): Promise<number> {
  await voidTokens(ctx, signInTicket, userId);
  await db.delete(deviceLogins).where(eq(deviceLogins.userId, userId));
  const theirs = and(eq(sessions.userId, userId), but === undefined ? undefined : ne(sessions.id, but));
  return (await db.delete(sessions).where(theirs).returning({ id: sessions.id })).length;
}
