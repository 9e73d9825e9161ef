import { mutation, nothing, query, sensitive, t } from "@plinth/kernel";
import { z } from "zod";
import { WorkspaceView } from "../workspaces/outputs.ts";
import { changeRole } from "./change-role.ts";
import { MemberId, RoleChange, SecondFactorPolicy, WorkspaceId } from "./inputs.ts";
import { leaveWorkspace } from "./leave-workspace.ts";
import { listMembers } from "./list-members.ts";
import { MemberView } from "./outputs.ts";
import { removeMember } from "./remove-member.ts";
import { requireSecondFactor } from "./require-second-factor.ts";

export const membersRouter = t.router({
  list: query
    .input(WorkspaceId)
    .output(z.array(MemberView))
    .query(({ ctx, input }) => listMembers(ctx, input.workspaceId)),
  changeRole: mutation
    .input(RoleChange)
    .output(MemberView)
    .mutation(({ ctx, input }) => changeRole(ctx, input)),
  requireSecondFactor: sensitive.mutation
    .input(SecondFactorPolicy)
    .output(WorkspaceView)
    .mutation(({ ctx, input }) => requireSecondFactor(ctx, input)),
  remove: mutation
    .input(MemberId)
    .output(nothing)
    .mutation(({ ctx, input }) => removeMember(ctx, input)),
  leave: mutation
    .input(WorkspaceId)
    .output(nothing)
    .mutation(({ ctx, input }) => leaveWorkspace(ctx, input.workspaceId)),
});
