import { prepared } from "@plinth/database";
import { notFound, type QueryContext } from "@plinth/kernel";
import { and, eq, getTableColumns, isNotNull, isNull } from "drizzle-orm";
import type { z } from "zod";
import { membership, type Seen } from "../members/rules.ts";
import { members } from "../members/table.ts";
import { assertActive } from "../projects/assert-active.ts";
import { projects } from "../projects/table.ts";
import type { TaskNumber } from "./inputs.ts";
import { type Task, tasks } from "./table.ts";
import { labelIds } from "./task-summary.ts";

/** A task with its labels, and what is needed of its project to name it and to know whether it may change. */
export type SeenTask = Seen<Task> & {
  readonly labelIds: string[];
  readonly projectKey: string;
  readonly projectArchivedAt: Date | null;
};

const seenColumns = {
  ...getTableColumns(tasks),
  labelIds,
  role: members.role,
  projectKey: projects.key,
  projectArchivedAt: projects.archivedAt,
};

const taskSeenBy = prepared("taskSeenBy", { id: tasks.id, userId: members.userId }, (db, $) =>
  db
    .select(seenColumns)
    .from(tasks)
    .innerJoin(members, membership($.userId, tasks.workspaceId))
    .innerJoin(projects, eq(projects.id, tasks.projectId))
    .where(and(eq(tasks.id, $.id), isNull(tasks.deletedAt))),
);

const taskByNumberSeenBy = prepared(
  "taskByNumberSeenBy",
  { projectId: tasks.projectId, number: tasks.number, userId: members.userId },
  (db, $) =>
    db
      .select(seenColumns)
      .from(tasks)
      .innerJoin(members, membership($.userId, tasks.workspaceId))
      .innerJoin(projects, eq(projects.id, tasks.projectId))
      .where(and(eq(tasks.projectId, $.projectId), eq(tasks.number, $.number), isNull(tasks.deletedAt))),
);

const deletedTaskSeenBy = prepared("deletedTaskSeenBy", { id: tasks.id, userId: members.userId }, (db, $) =>
  db
    .select(seenColumns)
    .from(tasks)
    .innerJoin(members, membership($.userId, tasks.workspaceId))
    .innerJoin(projects, eq(projects.id, tasks.projectId))
    .where(and(eq(tasks.id, $.id), isNotNull(tasks.deletedAt))),
);

/** A task the caller may see. Deleted ones are not among them. @throws Failure NOT_FOUND */
export async function findTask({ db, actor }: QueryContext, id: string): Promise<SeenTask> {
  return found(await taskSeenBy.first(db, { id, userId: actor.userId }));
}

/** As `findTask`, to change it. @throws Failure CONFLICT when its project is archived. */
export async function findActiveTask(ctx: QueryContext, id: string): Promise<SeenTask> {
  const task = await findTask(ctx, id);
  assertActive(task.projectArchivedAt);
  return task;
}

/** As `findTask`, by its project and number. @throws Failure NOT_FOUND */
export async function findTaskByNumber(
  { db, actor }: QueryContext,
  { projectId, number }: z.output<typeof TaskNumber>,
): Promise<SeenTask> {
  return found(await taskByNumberSeenBy.first(db, { projectId, number, userId: actor.userId }));
}

/** A task in the trash. @throws Failure NOT_FOUND */
export async function findDeletedTask(
  { db, actor }: QueryContext,
  id: string,
): Promise<SeenTask & { deletedAt: Date }> {
  const { deletedAt, ...task } = found(await deletedTaskSeenBy.first(db, { id, userId: actor.userId }));
  if (!deletedAt) throw notFound("task");
  return { ...task, deletedAt };
}

function found(task: SeenTask | undefined): SeenTask {
  if (!task) throw notFound("task");
  return task;
}
