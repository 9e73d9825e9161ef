import type { MutationContext } from "@plinth/kernel";
import { record } from "../../record.ts";
import { findWorkspace } from "../workspaces/find-workspace.ts";
import { workspaceRules } from "../workspaces/rules.ts";
import { endMembership } from "./end-membership.ts";
import { findMember } from "./find-member.ts";

/** Takes the caller out of a workspace. The last owner cannot go. */
export async function leaveWorkspace(ctx: MutationContext, workspaceId: string): Promise<void> {
  const workspace = await findWorkspace(ctx, workspaceId);
  const member = await findMember(ctx, workspace.id, ctx.actor.userId);
  const ended = await endMembership(ctx, workspaceRules.allow(ctx, workspace, "leave"), member);
  await record(ctx, "member.left", { id: member.userId, workspaceId: workspace.id }, ended);
}
