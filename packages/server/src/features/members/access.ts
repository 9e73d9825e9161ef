import type { Samples } from "../../access/samples.ts";

export const memberSamples: Samples<"members"> = {
  list: ({ workspaceId }) => ({ workspaceId }),
  changeRole: ({ workspaceId, userId }) => ({ workspaceId, userId, role: "viewer" }),
  requireSecondFactor: ({ workspaceId }) => ({ workspaceId, required: true }),
  remove: ({ workspaceId, userId }) => ({ workspaceId, userId }),
  leave: ({ workspaceId }) => ({ workspaceId }),
};
