import type { Samples } from "../../access/samples.ts";

export const taskSamples: Samples<"tasks"> = {
  list: ({ projectId, statusId, labelId, userId, parentId }) => ({
    ...{ projectId, statusIds: [statusId], labelIds: [labelId], assigneeIds: [userId], parentId },
  }),
  board: ({ projectId, labelId, userId, parentId }) => ({
    ...{ projectId, labelIds: [labelId], assigneeIds: [userId], parentId },
  }),
  get: ({ taskId }) => ({ id: taskId }),
  getByNumber: ({ projectId }) => ({ projectId, number: 1 }),
  create: ({ projectId, statusId, labelId, userId, parentId }) => ({
    ...{ projectId, title: "New", statusId, labelIds: [labelId], assigneeId: userId, parentId },
  }),
  update: ({ taskId, statusId, labelId, userId, parentId }) => ({
    ...{ id: taskId, version: 1, title: "Renamed", statusId, labelIds: [labelId], assigneeId: userId, parentId },
  }),
  move: ({ taskId, statusId, parentId }) => ({ id: taskId, statusId, afterId: parentId, beforeId: null }),
  updateMany: ({ projectId, taskId, statusId, labelId, userId }) => ({
    ...{ projectId, ids: [taskId], statusId, addLabelIds: [labelId], removeLabelIds: [], assigneeId: userId },
  }),
  delete: ({ taskId }) => ({ id: taskId }),
  trash: ({ projectId }) => ({ projectId }),
  restore: ({ deletedTaskId }) => ({ id: deletedTaskId }),
};
