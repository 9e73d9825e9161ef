import { ascending, prepared, type Read } from "@plinth/database";
import type { QueryContext } from "@plinth/kernel";
import { and, eq, isNull } from "drizzle-orm";
import type { z } from "zod";
import { findTask, findTaskByNumber, type SeenTask } from "./find-task.ts";
import type { TaskNumber } from "./inputs.ts";
import type { TaskView } from "./outputs.ts";
import { tasks } from "./table.ts";

const subtasksOf = prepared("subtasksOf", { parentId: tasks.id }, (db, $) =>
  db
    .select({ id: tasks.id, number: tasks.number, title: tasks.title, statusId: tasks.statusId })
    .from(tasks)
    .where(and(eq(tasks.parentId, $.parentId), isNull(tasks.deletedAt)))
    .orderBy(ascending(tasks.rank), ascending(tasks.id)),
);

/** One task with all there is to it. */
export async function getTask(ctx: QueryContext, id: string): Promise<z.input<typeof TaskView>> {
  return viewTask(ctx.db, await findTask(ctx, id));
}

/** The same, by the number people know it by. */
export async function getTaskByNumber(
  ctx: QueryContext,
  input: z.output<typeof TaskNumber>,
): Promise<z.input<typeof TaskView>> {
  return viewTask(ctx.db, await findTaskByNumber(ctx, input));
}

/** Adds the subtasks to a task that was found or written. */
export async function viewTask(db: Read, task: SeenTask): Promise<z.input<typeof TaskView>> {
  return { ...task, subtasks: await subtasksOf.all(db, { parentId: task.id }) };
}
