import { ascending } from "@plinth/database";
import type { QueryContext, UserActor } from "@plinth/kernel";
import { waysToSignIn } from "../sessions/ways-to-sign-in.ts";
import { labelOf } from "./provider.ts";
import { connectionRules } from "./rules.ts";
import { type Connection, connections } from "./table.ts";

/** The caller's accounts elsewhere, and whether one may be unlinked. */
export async function listConnections(
  ctx: QueryContext<UserActor>,
): Promise<{ connections: (Connection & { label: string })[]; mayUnlink: boolean }> {
  const { userId } = ctx.actor;
  const rows = await ctx.db
    .select()
    .from(connections)
    .where(connectionRules.visible(ctx.db, ctx.actor))
    .orderBy(ascending(connections.createdAt), ascending(connections.id));
  return {
    connections: rows.map((row) => ({ ...row, label: labelOf(row.provider) })),
    mayUnlink: (await waysToSignIn(ctx.db, userId)).length > 1,
  };
}
