import { one } from "@plinth/database";
import { type MutationContext, notFound } from "@plinth/kernel";
import { and, eq, isNotNull } from "drizzle-orm";
import type { z } from "zod";
import { record } from "../../record.ts";
import { assertActive } from "../projects/assert-active.ts";
import { findDeletedTask } from "./find-task.ts";
import type { TaskView } from "./outputs.ts";
import { taskRules } from "./rules.ts";
import { tasks } from "./table.ts";
import { viewTask } from "./task-view.ts";
import { trashKeptSince } from "./trash.ts";

/** Takes a task out of the trash, to where it was. */
export async function restoreTask(ctx: MutationContext, id: string): Promise<z.input<typeof TaskView>> {
  const task = await findDeletedTask(ctx, id);
  const db = taskRules.allow(ctx, task, "restore");
  assertActive(task.projectArchivedAt);
  if (task.deletedAt <= trashKeptSince(ctx.now)) throw notFound("task");
  const inTrash = and(eq(tasks.id, id), isNotNull(tasks.deletedAt));
  const restored = await one(db.update(tasks).set({ deletedAt: null }).where(inTrash).returning());
  await record(ctx, "task.restored", restored);
  return viewTask(db, { ...task, ...restored });
}
