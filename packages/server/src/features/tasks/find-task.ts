import { notFound, type QueryContext, type Seen } from "@plinth/kernel";
import { and, eq, getTableColumns, isNotNull, isNull } from "drizzle-orm";
import type { z } from "zod";
import type { Role } from "../members/roles.ts";
import { assertActive } from "../projects/assert-active.ts";
import { projects } from "../projects/table.ts";
import type { TaskNumber } from "./inputs.ts";
import { taskRules } from "./rules.ts";
import { type Task, tasks } from "./table.ts";
import { labelIds } from "./task-summary.ts";

/** A task with its labels, and what is needed of its project to name it and to know whether it may change. */
export type SeenTask = Seen<Task, Role> & {
  readonly labelIds: string[];
  readonly projectKey: string;
  readonly projectArchivedAt: Date | null;
};

const columns = {
  ...getTableColumns(tasks),
  labelIds,
  projectKey: projects.key,
  projectArchivedAt: projects.archivedAt,
};

const taskById = taskRules.finder("taskById", { id: tasks.id }, (db, $) =>
  db
    .select({ ...columns, role: $.role })
    .from(tasks)
    .innerJoin(projects, eq(projects.id, tasks.projectId))
    .where(and(eq(tasks.id, $.id), isNull(tasks.deletedAt))),
);

const taskByNumber = taskRules.finder("taskByNumber", { projectId: tasks.projectId, number: tasks.number }, (db, $) =>
  db
    .select({ ...columns, role: $.role })
    .from(tasks)
    .innerJoin(projects, eq(projects.id, tasks.projectId))
    .where(and(eq(tasks.projectId, $.projectId), eq(tasks.number, $.number), isNull(tasks.deletedAt))),
);

const deletedTaskById = taskRules.finder("deletedTaskById", { id: tasks.id }, (db, $) =>
  db
    .select({ ...columns, role: $.role })
    .from(tasks)
    .innerJoin(projects, eq(projects.id, tasks.projectId))
    .where(and(eq(tasks.id, $.id), isNotNull(tasks.deletedAt))),
);

/** A task the caller may see. Deleted ones are not among them. @throws Failure NOT_FOUND */
export function findTask(ctx: QueryContext, id: string): Promise<SeenTask> {
  return taskById(ctx, { id });
}

/** As `findTask`, to change it. @throws Failure CONFLICT when its project is archived. */
export async function findActiveTask(ctx: QueryContext, id: string): Promise<SeenTask> {
  const task = await findTask(ctx, id);
  assertActive(task.projectArchivedAt);
  return task;
}

/** As `findTask`, by its project and number. @throws Failure NOT_FOUND */
export function findTaskByNumber(ctx: QueryContext, named: z.output<typeof TaskNumber>): Promise<SeenTask> {
  return taskByNumber(ctx, named);
}

/** A task in the trash. @throws Failure NOT_FOUND */
export async function findDeletedTask(ctx: QueryContext, id: string): Promise<SeenTask & { deletedAt: Date }> {
  const { deletedAt, ...task } = await deletedTaskById(ctx, { id });
  if (!deletedAt) throw notFound("task");
  return { ...task, deletedAt };
}
