import { z } from "zod";
import { priority } from "./priorities.ts";

/** A task as lists and boards show it. */
export const TaskSummary = z.object({
  id: z.string(),
  projectId: z.string(),
  number: z.number(),
  title: z.string(),
  statusId: z.string(),
  priority,
  assigneeId: z.string().nullable(),
  labelIds: z.array(z.string()),
  dueOn: z.string().nullable(),
  estimate: z.number().nullable(),
  parentId: z.string().nullable(),
  rank: z.string(),
  version: z.number(),
  createdAt: z.date(),
  updatedAt: z.date(),
  closedAt: z.date().nullable(),
});

/** A task with its text and its family. */
export const TaskView = TaskSummary.extend({
  workspaceId: z.string(),
  projectKey: z.string(),
  body: z.string(),
  createdBy: z.string().nullable(),
  deletedAt: z.date().nullable(),
  origin: z
    .object({ url: z.string().nullable(), author: z.string().nullable(), assignees: z.array(z.string()) })
    .nullable(),
  subtasks: z.array(z.object({ id: z.string(), number: z.number(), title: z.string(), statusId: z.string() })),
});

export const TaskPage = z.object({ tasks: z.array(TaskSummary), nextCursor: z.string().nullable() });

/** A task in the trash, and since when. */
export const DeletedTask = TaskSummary.extend({ deletedAt: z.date() });

/** Up to 200 tasks a column, in manual order; `total` says how many there are. */
export const Board = z.object({
  columns: z.array(z.object({ statusId: z.string(), total: z.number(), tasks: z.array(TaskSummary) })),
});

export const BulkResult = z.object({ changed: z.number() });
