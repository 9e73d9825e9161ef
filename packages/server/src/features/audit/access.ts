import type { Samples } from "../../access/samples.ts";

export const auditSamples: Samples<"audit"> = {
  list: ({ workspaceId }) => ({ workspaceId }),
  ofInstallation: () => ({}),
  export: ({ workspaceId }) => ({ workspaceId }),
  exportInstallation: () => ({}),
};
