import type { Samples } from "../../access/samples.ts";

export const searchSamples: Samples<"search"> = {
  inWorkspace: ({ workspaceId }) => ({ workspaceId, text: "softly" }),
};
