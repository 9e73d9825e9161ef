import type { Samples } from "../../access/samples.ts";

export const labelSamples: Samples<"labels"> = {
  list: ({ projectId }) => ({ projectId }),
  create: ({ projectId }) => ({ projectId, name: "New" }),
  update: ({ labelId }) => ({ id: labelId, name: "Renamed" }),
  delete: ({ labelId }) => ({ id: labelId }),
};
