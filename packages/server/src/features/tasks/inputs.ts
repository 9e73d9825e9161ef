import { z } from "zod";
import { calendarDate, cursor, direction, limit, line, markdown, rowId, text, wholeNumber } from "../../fields.ts";
import { priority } from "./priorities.ts";

export const taskTitle = line(300);

const estimate = wholeNumber(0, 1_000);
/** GitHub allows a hundred too, so that no import loses any. */
export const MOST_LABELS = 100;

const labelIds = z.array(rowId).max(MOST_LABELS, `A task has at most ${MOST_LABELS} labels`);

export const TaskId = z.strictObject({ id: rowId });

/** `APO-12`, in one workspace. */
export const TaskNumber = z.strictObject({ projectId: rowId, number: z.int().min(1) });

export const NewTask = z.strictObject({
  projectId: rowId,
  title: taskTitle,
  body: markdown.default(""),
  /** Left out: the project's first status. */
  statusId: rowId.optional(),
  priority: priority.default("none"),
  assigneeId: rowId.nullable().default(null),
  labelIds: labelIds.default([]),
  dueOn: calendarDate.nullable().default(null),
  estimate: estimate.nullable().default(null),
  parentId: rowId.nullable().default(null),
});

/** Fields a change may name; what is left out stays as it is. */
const changes = {
  title: taskTitle.optional(),
  body: markdown.optional(),
  statusId: rowId.optional(),
  priority: priority.optional(),
  assigneeId: rowId.nullable().optional(),
  labelIds: labelIds.optional(),
  dueOn: calendarDate.nullable().optional(),
  estimate: estimate.nullable().optional(),
  parentId: rowId.nullable().optional(),
};

/** `version` is the one the change was made against. */
export const TaskChange = z.strictObject({ id: rowId, version: z.int().min(1), ...changes });

const { statusId, priority: newPriority, assigneeId, dueOn } = changes;

/** The same change to up to 200 tasks of one project: all of them, or none. */
export const BulkChange = z.strictObject({
  projectId: rowId,
  ids: z.array(rowId).min(1, "Name a task").max(200, "Use at most 200 at once"),
  statusId,
  priority: newPriority,
  assigneeId,
  dueOn,
  addLabelIds: labelIds.optional(),
  removeLabelIds: labelIds.optional(),
});

/** Puts a task into a status, between two neighbours of that column; `null` means its edge. Both `null`: it keeps its rank. */
export const TaskMove = z.strictObject({
  id: rowId,
  statusId: rowId,
  afterId: rowId.nullable(),
  beforeId: rowId.nullable(),
});

export const taskSorts = ["created", "updated", "manual"] as const;

/** An empty list of choices, or an empty text, narrows nothing down. */
export const TaskFilter = z.strictObject({
  projectId: rowId,
  statusIds: z.array(rowId).max(50, "Use at most 50").optional(),
  priorities: z.array(priority).max(5).optional(),
  /** `null`: nobody. */
  assigneeIds: z.array(rowId.nullable()).max(50, "Use at most 50").optional(),
  /** All of these. */
  labelIds: z.array(rowId).max(20, "Use at most 20").optional(),
  /** Part of the title, or a number such as `APO-12`; case and accents do not matter. */
  text: text(200).optional(),
  dueBefore: calendarDate.optional(),
  parentId: rowId.nullable().optional(),
  sort: z.enum(taskSorts).default("created"),
  cursor: cursor.optional(),
  direction,
  limit: limit(200, 50),
});

export const BoardFilter = TaskFilter.omit({ sort: true, cursor: true, direction: true, limit: true, statusIds: true });

export const TrashOf = z.strictObject({ projectId: rowId });
