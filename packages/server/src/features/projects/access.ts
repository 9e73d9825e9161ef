import type { Samples } from "../../access/samples.ts";

export const projectSamples: Samples<"projects"> = {
  list: ({ workspaceId }) => ({ workspaceId }),
  get: ({ projectId }) => ({ id: projectId }),
  getByKey: ({ workspaceId, key }) => ({ workspaceId, key }),
  create: ({ workspaceId }) => ({ workspaceId, name: "New", key: "NEW" }),
  update: ({ projectId }) => ({ id: projectId, name: "Renamed" }),
  archive: ({ projectId }) => ({ id: projectId }),
  restore: ({ archivedId }) => ({ id: archivedId }),
};
