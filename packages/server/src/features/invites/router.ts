import { mutation, nothing, open, person, query, t } from "@plinth/kernel";
import { z } from "zod";
import { WorkspaceId } from "../members/inputs.ts";
import { acceptInvite } from "./accept-invite.ts";
import { createInvite } from "./create-invite.ts";
import { InviteId, InviteToken, NewInvite } from "./inputs.ts";
import { listInvites } from "./list-invites.ts";
import { InvitePreview, InviteView, JoinedWorkspace, NewInviteView } from "./outputs.ts";
import { previewInvite } from "./preview-invite.ts";
import { revokeInvite } from "./revoke-invite.ts";

export const invitesRouter = t.router({
  list: query
    .input(WorkspaceId)
    .output(z.array(InviteView))
    .query(({ ctx, input }) => listInvites(ctx, input.workspaceId)),
  create: mutation
    .input(NewInvite)
    .output(NewInviteView)
    .mutation(({ ctx, input }) => createInvite(ctx, input)),
  revoke: mutation
    .input(InviteId)
    .output(nothing)
    .mutation(({ ctx, input }) => revokeInvite(ctx, input.id)),
  preview: open.query
    .input(InviteToken)
    .output(InvitePreview)
    .query(({ ctx, input }) => previewInvite(ctx, input.token)),
  accept: person.mutation
    .input(InviteToken)
    .output(JoinedWorkspace)
    .mutation(({ ctx, input }) => acceptInvite(ctx, input.token)),
});
