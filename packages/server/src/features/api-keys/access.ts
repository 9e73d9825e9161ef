import type { Samples } from "../../access/samples.ts";

export const apiKeySamples: Samples<"apiKeys"> = {
  list: () => undefined,
  scopes: () => undefined,
  create: ({ workspaceId }) => ({ name: "Deploy", workspaceId, scopes: ["tasks:read"] }),
  revoke: ({ keyId }) => ({ id: keyId }),
  ofWorkspace: ({ workspaceId }) => ({ workspaceId }),
  revokeOfWorkspace: ({ keyId }) => ({ id: keyId }),
};
