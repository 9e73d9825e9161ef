import { type AnyColumn, column } from "@plinth/database";
import { isNotNull } from "drizzle-orm";
import { users } from "../accounts/table.ts";
import { labels } from "../labels/table.ts";
import { projects } from "../projects/table.ts";
import { statuses } from "../statuses/table.ts";
import { workspaces } from "../workspaces/table.ts";
import { priorities } from "./priorities.ts";

const { table, id, ref, text, integer, moment, oneOf, json, index, unique, primaryKey } = column;

/** Where an imported row comes from. People named here need no account. */
export interface Origin {
  url: string | null;
  author: string | null;
  assignees: string[];
  /** A fingerprint of each field as it was last imported: only what changed at the source since then overwrites what is here. */
  imported: Record<string, string>;
}

export const tasks = table(
  "tasks",
  {
    id: id(),
    workspaceId: ref(() => workspaces.id, { onDelete: "cascade" }).notNull(),
    projectId: ref(() => projects.id, { onDelete: "cascade" }).notNull(),
    /** The 12 of `APO-12`. */
    number: integer().notNull(),
    title: text().notNull(),
    /** `fold(title)`, for filters that ignore case and accents. */
    titleFolded: text().notNull(),
    body: text().notNull(),
    statusId: ref(() => statuses.id).notNull(),
    priority: oneOf(priorities).notNull(),
    assigneeId: ref(() => users.id, { onDelete: "set null" }),
    /** A calendar date, `2026-11-23`. */
    dueOn: text(),
    /** In points. */
    estimate: integer(),
    parentId: ref((): AnyColumn => tasks.id, { onDelete: "set null" }),
    /** A fractional rank: the manual order within the project. */
    rank: text().notNull(),
    /** Counts changes; an update that names an older version is a conflict. */
    version: integer().notNull(),
    createdBy: ref(() => users.id, { onDelete: "set null" }),
    createdAt: moment().notNull(),
    updatedAt: moment().notNull(),
    /** When it reached a status whose category is done or cancelled. */
    closedAt: moment(),
    /** Deleted tasks can be restored for 30 days. */
    deletedAt: moment(),
    /** Identifies an imported task, so that importing again updates it. */
    externalId: text(),
    origin: json<Origin>(),
  },
  (task) => [
    unique("tasks_number").on(task.projectId, task.number),
    unique("tasks_external").on(task.projectId, task.externalId).where(isNotNull(task.externalId)),
    index("tasks_created").on(task.projectId, task.createdAt, task.id),
    index("tasks_updated").on(task.projectId, task.updatedAt, task.id),
    index("tasks_rank").on(task.projectId, task.rank, task.id),
    // With deletedAt, so that counting a status reads the index alone.
    index("tasks_status").on(task.statusId, task.rank, task.id, task.deletedAt),
    // Without the rows that have none, which are most: an index costs every insert as much as a third of the row itself.
    index("tasks_assignee").on(task.assigneeId).where(isNotNull(task.assigneeId)),
    // For whoever takes along what they made, or goes.
    index("tasks_creator").on(task.createdBy).where(isNotNull(task.createdBy)),
    index("tasks_due").on(task.dueOn).where(isNotNull(task.dueOn)),
    index("tasks_parent").on(task.parentId).where(isNotNull(task.parentId)),
    index("tasks_deleted").on(task.deletedAt).where(isNotNull(task.deletedAt)),
  ],
);

export const taskLabels = table(
  "task_labels",
  {
    taskId: ref(() => tasks.id, { onDelete: "cascade" }).notNull(),
    labelId: ref(() => labels.id, { onDelete: "cascade" }).notNull(),
  },
  (pair) => [
    primaryKey({ name: "task_labels_pk", columns: [pair.taskId, pair.labelId] }),
    index("task_labels_label").on(pair.labelId),
  ],
);

export type Task = typeof tasks.$inferSelect;
