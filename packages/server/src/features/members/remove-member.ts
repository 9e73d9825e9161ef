import type { MutationContext } from "@plinth/kernel";
import type { z } from "zod";
import { record } from "../../record.ts";
import { findWorkspace } from "../workspaces/find-workspace.ts";
import { workspaceRules } from "../workspaces/rules.ts";
import { endMembership } from "./end-membership.ts";
import { findMember } from "./find-member.ts";
import type { MemberId } from "./inputs.ts";

/** Takes someone out of a workspace. Only owners may take out owners. */
export async function removeMember(ctx: MutationContext, input: z.output<typeof MemberId>): Promise<void> {
  const workspace = await findWorkspace(ctx, input.workspaceId);
  const db = workspaceRules.allow(ctx, workspace, "removeMembers");
  const member = await findMember(ctx, workspace.id, input.userId);
  if (member.role === "owner") workspaceRules.check(ctx, workspace, "removeOwners");
  const ended = await endMembership(ctx, db, member);
  await record(ctx, "member.removed", { id: member.userId, workspaceId: workspace.id }, ended);
}
