import { mutation, nothing, query, t } from "@plinth/kernel";
import { z } from "zod";
import { changeRole } from "./change-role.ts";
import { MemberId, RoleChange, WorkspaceId } from "./inputs.ts";
import { leaveWorkspace } from "./leave-workspace.ts";
import { listMembers } from "./list-members.ts";
import { MemberView } from "./outputs.ts";
import { removeMember } from "./remove-member.ts";

export const membersRouter = t.router({
  list: query
    .input(WorkspaceId)
    .output(z.array(MemberView))
    .query(({ ctx, input }) => listMembers(ctx, input.workspaceId)),
  changeRole: mutation
    .input(RoleChange)
    .output(MemberView)
    .mutation(({ ctx, input }) => changeRole(ctx, input)),
  remove: mutation
    .input(MemberId)
    .output(nothing)
    .mutation(({ ctx, input }) => removeMember(ctx, input)),
  leave: mutation
    .input(WorkspaceId)
    .output(nothing)
    .mutation(({ ctx, input }) => leaveWorkspace(ctx, input.workspaceId)),
});
