import type { Samples } from "../../access/samples.ts";

export const statusSamples: Samples<"statuses"> = {
  list: ({ projectId }) => ({ projectId }),
  create: ({ projectId }) => ({ projectId, name: "Review", category: "doing" }),
  update: ({ statusId }) => ({ id: statusId, name: "Renamed" }),
  move: ({ statusId, nextStatusId }) => ({ id: statusId, afterId: nextStatusId }),
  delete: ({ statusId, nextStatusId }) => ({ id: statusId, moveTasksTo: nextStatusId }),
};
