import { relatedValues } from "@plinth/database";
import { eq } from "drizzle-orm";
import type { z } from "zod";
import type { TaskSummary } from "./outputs.ts";
import { taskLabels, tasks } from "./table.ts";

/** The labels of each task that a query reads. */
export const labelIds = relatedValues(taskLabels.labelId, eq(taskLabels.taskId, tasks.id));

/** The columns that lists and boards show; a body of 200 kB stays where it is. */
export const summaryColumns = {
  id: tasks.id,
  projectId: tasks.projectId,
  number: tasks.number,
  title: tasks.title,
  statusId: tasks.statusId,
  priority: tasks.priority,
  assigneeId: tasks.assigneeId,
  labelIds,
  dueOn: tasks.dueOn,
  estimate: tasks.estimate,
  parentId: tasks.parentId,
  rank: tasks.rank,
  version: tasks.version,
  createdAt: tasks.createdAt,
  updatedAt: tasks.updatedAt,
  closedAt: tasks.closedAt,
};

/** A task as lists show it. */
export type SummaryRow = z.input<typeof TaskSummary>;
