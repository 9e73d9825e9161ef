import { descending } from "@plinth/database";
import type { QueryContext } from "@plinth/kernel";
import { and, eq } from "drizzle-orm";
import { members } from "../members/table.ts";
import { findWorkspace } from "../workspaces/find-workspace.ts";
import { workspaceRules } from "../workspaces/rules.ts";
import { unused, vouchedFor } from "./rules.ts";
import { type Invite, invites } from "./table.ts";

/** The invites of a workspace that can still be used, the newest first. */
export async function listInvites(ctx: QueryContext, workspaceId: string): Promise<Invite[]> {
  const workspace = await findWorkspace(ctx, workspaceId);
  workspaceRules.check(ctx, workspace, "seeInvites");
  const rows = await ctx.db
    .select({ invite: invites })
    .from(invites)
    .innerJoin(members, vouchedFor())
    .where(and(eq(invites.workspaceId, workspace.id), unused(ctx.now)))
    .orderBy(descending(invites.createdAt), descending(invites.id));
  return rows.map(({ invite }) => invite);
}
