import { one } from "@plinth/database";
import type { MutationContext } from "@plinth/kernel";
import { and, eq, isNull } from "drizzle-orm";
import { record } from "../../record.ts";
import { findActiveTask } from "./find-task.ts";
import { taskRules } from "./rules.ts";
import { tasks } from "./table.ts";

/** Puts a task into the trash, from where it can be restored for 30 days. */
export async function deleteTask(ctx: MutationContext, id: string): Promise<void> {
  const db = taskRules.allow(ctx, await findActiveTask(ctx, id), "delete");
  const present = and(eq(tasks.id, id), isNull(tasks.deletedAt));
  const deleted = await one(db.update(tasks).set({ deletedAt: ctx.now }).where(present).returning());
  await record(ctx, "task.deleted", deleted);
}
