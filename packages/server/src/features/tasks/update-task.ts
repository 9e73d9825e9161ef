import { one } from "@plinth/database";
import { changedFields, conflict, type MutationContext } from "@plinth/kernel";
import { and, eq } from "drizzle-orm";
import type { z } from "zod";
import { closedAtIn } from "../statuses/closed-at.ts";
import { findActiveTask, type SeenTask } from "./find-task.ts";
import type { TaskChange } from "./inputs.ts";
import type { TaskView } from "./outputs.ts";
import { taskRules } from "./rules.ts";
import { tasks } from "./table.ts";
import { replaceLabels } from "./task-labels.ts";
import { recordChanges } from "./task-progress.ts";
import { assertAssignable, assertLabelsOf, assertNoCycle, assertParentOf, findStatusOf } from "./task-references.ts";
import { titled } from "./task-title.ts";
import { viewTask } from "./task-view.ts";

/**
 * Changes the named fields of a task. A change that says nothing new leaves the version as it is.
 *
 * @throws Failure CONFLICT with `details.version`, the newest, when the change was made against an older one
 */
export async function updateTask(
  ctx: MutationContext,
  { id, version, labelIds, ...wanted }: z.output<typeof TaskChange>,
): Promise<z.input<typeof TaskView>> {
  const { now } = ctx;
  const task = await findActiveTask(ctx, id);
  const db = taskRules.allow(ctx, task, "update");
  if (task.version !== version) {
    throw conflict("The task was changed meanwhile. Load it again before you change it.", { version: task.version });
  }
  const { fields, values } = changedFields(task, wanted);
  const relabelled = labelIds !== undefined && !hasLabels(task, labelIds);
  if (fields.length === 0 && !relabelled) return viewTask(db, task);

  if (values.assigneeId) await assertAssignable(ctx, task.workspaceId, values.assigneeId);
  if (values.parentId) await assertParent(ctx, task, values.parentId);
  if (relabelled) await assertLabelsOf(db, task.projectId, labelIds);
  const from = await findStatusOf(db, task.projectId, task.statusId);
  const to = values.statusId ? await findStatusOf(db, task.projectId, values.statusId) : from;
  const { title, ...plain } = values;
  const row = {
    ...plain,
    ...(title !== undefined && titled(title)),
    closedAt: closedAtIn(to, task, now),
    version: version + 1,
    updatedAt: now,
  };
  const unchanged = and(eq(tasks.id, id), eq(tasks.version, version));
  const changed = await one(db.update(tasks).set(row).where(unchanged).returning());
  const kept = relabelled ? await replaceLabels(db, id, labelIds) : task.labelIds;

  await recordChanges(ctx, [{ task: changed, fields: relabelled ? [...fields, "labelIds"] : fields, from, to }]);
  return viewTask(db, { ...task, ...changed, labelIds: kept });
}

function hasLabels({ labelIds: current }: SeenTask, labelIds: string[]): boolean {
  const wanted = new Set(labelIds);
  return wanted.size === current.length && current.every((labelId) => wanted.has(labelId));
}

async function assertParent({ db }: MutationContext, task: SeenTask, parentId: string): Promise<void> {
  await assertParentOf(db, task.projectId, parentId);
  await assertNoCycle(db, task.id, parentId);
}
