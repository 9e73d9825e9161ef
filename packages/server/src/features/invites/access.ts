import type { Samples } from "../../access/samples.ts";

export const inviteSamples: Samples<"invites"> = {
  list: ({ workspaceId }) => ({ workspaceId }),
  create: ({ workspaceId, inviteRole }) => ({ workspaceId, email: "new@example.com", role: inviteRole }),
  revoke: ({ inviteId }) => ({ id: inviteId }),
  preview: ({ inviteToken }) => ({ token: inviteToken }),
  accept: ({ inviteToken }) => ({ token: inviteToken }),
};
