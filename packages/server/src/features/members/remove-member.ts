import type { MutationContext } from "@plinth/kernel";
import type { z } from "zod";
import { record } from "../../record.ts";
import { findWorkspace } from "../workspaces/find-workspace.ts";
import { endMembership } from "./end-membership.ts";
import { findMember } from "./find-member.ts";
import type { MemberId } from "./inputs.ts";
import { requireRole } from "./rules.ts";

/** Takes someone out of a workspace. Only owners may take out owners. */
export async function removeMember(ctx: MutationContext, input: z.output<typeof MemberId>): Promise<void> {
  const workspace = await findWorkspace(ctx, input.workspaceId);
  requireRole(workspace, "admin", "remove members");
  const member = await findMember(ctx, workspace.id, input.userId);
  if (member.role === "owner") requireRole(workspace, "owner", "remove an owner");
  const ended = await endMembership(ctx, member);
  await record(ctx, "member.removed", { id: member.userId, workspaceId: workspace.id }, ended);
}
