import { badRequest, conflict, type MutationContext, notFound } from "@plinth/kernel";
import { eq, sql } from "drizzle-orm";
import type { z } from "zod";
import { record, recordAll } from "../../record.ts";
import { tasks } from "../tasks/table.ts";
import { closedAtOfAllIn } from "./closed-at.ts";
import { findActiveStatus } from "./find-status.ts";
import type { StatusRemoval } from "./inputs.ts";
import { statusesOf } from "./list-statuses.ts";
import { recordProgress } from "./record-progress.ts";
import { statusRules } from "./rules.ts";
import { statuses } from "./table.ts";

/** Removes a status; its tasks, deleted ones too, go to another status of the project. The last one stays. */
export async function deleteStatus(
  ctx: MutationContext,
  { id, moveTasksTo }: z.output<typeof StatusRemoval>,
): Promise<void> {
  const status = await findActiveStatus(ctx, id);
  const db = statusRules.allow(ctx, status, "delete");
  const all = await statusesOf(db, status.projectId);
  if (all.length === 1) throw conflict("A project needs a status. Add another one first.");
  if (moveTasksTo === id) throw badRequest("Tasks must go to another status.");
  const target = all.find((other) => other.id === moveTasksTo);
  if (!target) throw notFound("status");
  const moved = await db
    .update(tasks)
    .set({
      statusId: target.id,
      closedAt: closedAtOfAllIn(target, ctx.now),
      version: sql`${tasks.version} + 1`,
      updatedAt: ctx.now,
    })
    .where(eq(tasks.statusId, id))
    .returning({ id: tasks.id, projectId: tasks.projectId, workspaceId: tasks.workspaceId });
  await recordAll(ctx, "task.moved", moved, { from: status.name, to: target.name });
  await recordProgress(ctx, moved, { from: status, to: target });
  await db.delete(statuses).where(eq(statuses.id, id));
  await record(ctx, "status.deleted", status, { name: status.name, movedTo: target.name, tasks: moved.length });
}
