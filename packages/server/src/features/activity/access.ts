import type { Samples } from "../../access/samples.ts";

export const activitySamples: Samples<"activity"> = {
  ofTask: ({ taskId }) => ({ taskId }),
  ofProject: ({ projectId }) => ({ projectId }),
};
