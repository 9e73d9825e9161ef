import type { NewTask, Task } from "./task.ts";

/** The fields of a task that can be chosen before it exists. */
export type NewTaskFields = Omit<NewTask, "projectId" | "title" | "body">;

/** A task that does not exist yet, as pickers and values want one. Only what can be chosen matters to them. */
export function blankTask(fields: NewTaskFields): Task {
  const never = new Date(0).toISOString();
  return {
    ...{ id: "", projectId: "", number: 0, title: "", rank: "", version: 0, createdAt: never, updatedAt: never },
    ...{ statusId: "", priority: "none", assigneeId: null, labelIds: [], dueOn: null, estimate: null, parentId: null },
    ...fields,
    closedAt: null,
  };
}
