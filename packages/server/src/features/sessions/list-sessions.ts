import { descending } from "@plinth/database";
import type { QueryContext, UserActor } from "@plinth/kernel";
import { and, gt } from "drizzle-orm";
import { describeDevice } from "../devices/describe-device.ts";
import { sessionRules } from "./rules.ts";
import { type Session, sessions } from "./table.ts";

/** The caller's live sessions, the latest used first. */
export async function listSessions(
  ctx: QueryContext<UserActor>,
): Promise<(Session & { device: string; current: boolean })[]> {
  const { sessionId } = ctx.actor;
  const rows = await ctx.db
    .select()
    .from(sessions)
    .where(and(sessionRules.visible(ctx.db, ctx.actor), gt(sessions.expiresAt, ctx.now)))
    .orderBy(descending(sessions.lastSeenAt), descending(sessions.id));
  return rows.map((row) => ({ ...row, device: describeDevice(row.userAgent), current: row.id === sessionId }));
}
