import type { Samples } from "../../access/samples.ts";

export const workspaceSamples: Samples<"workspaces"> = {
  list: () => undefined,
  get: ({ slug }) => ({ slug }),
  create: () => ({ name: "New" }),
  update: ({ workspaceId }) => ({ id: workspaceId, name: "Renamed" }),
};
