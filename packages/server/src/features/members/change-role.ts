import { one } from "@plinth/database";
import type { MutationContext } from "@plinth/kernel";
import { and, eq } from "drizzle-orm";
import type { z } from "zod";
import { record } from "../../record.ts";
import { findWorkspace } from "../workspaces/find-workspace.ts";
import { workspaceRules } from "../workspaces/rules.ts";
import { findMember, type NamedMember } from "./find-member.ts";
import type { RoleChange } from "./inputs.ts";
import { requireAnotherOwner } from "./owners.ts";
import { members } from "./table.ts";

/** Gives a member another role. Admins decide below owner, owners decide all; one owner always stays. */
export async function changeRole(ctx: MutationContext, input: z.output<typeof RoleChange>): Promise<NamedMember> {
  const workspace = await findWorkspace(ctx, input.workspaceId);
  const db = workspaceRules.allow(ctx, workspace, "changeRoles");
  const member = await findMember(ctx, workspace.id, input.userId);
  if (member.role === "owner" || input.role === "owner") workspaceRules.check(ctx, workspace, "changeOwners");
  if (member.role === input.role) return member;
  if (member.role === "owner") await requireAnotherOwner(ctx, member);
  const { workspaceId, userId, role: from } = member;
  const found = and(eq(members.workspaceId, workspaceId), eq(members.userId, userId), eq(members.role, from));
  const { role } = await one(db.update(members).set({ role: input.role }).where(found).returning());
  await record(ctx, "member.role_changed", { id: userId, workspaceId }, { from, to: role });
  return { ...member, role };
}
