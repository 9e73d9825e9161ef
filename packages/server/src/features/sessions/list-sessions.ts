import { descending } from "@plinth/database";
import type { QueryContext } from "@plinth/kernel";
import { and, eq, gt } from "drizzle-orm";
import { asPerson } from "../accounts/accounts.ts";
import { describeDevice } from "./device.ts";
import { type Session, sessions } from "./table.ts";

/** The caller's live sessions, the latest used first. */
export async function listSessions(context: QueryContext): Promise<(Session & { device: string; current: boolean })[]> {
  const ctx = asPerson(context);
  const { userId, sessionId } = ctx.actor;
  const rows = await ctx.db
    .select()
    .from(sessions)
    .where(and(eq(sessions.userId, userId), gt(sessions.expiresAt, ctx.now)))
    .orderBy(descending(sessions.lastSeenAt), descending(sessions.id));
  return rows.map((row) => ({ ...row, device: describeDevice(row.userAgent), current: row.id === sessionId }));
}
