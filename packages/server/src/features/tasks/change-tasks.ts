import { badRequest, changedFields, type MutationContext, notFound } from "@plinth/kernel";
import { and, eq, getTableColumns, inArray, isNull, sql } from "drizzle-orm";
import type { z } from "zod";
import { findActiveProject } from "../projects/find-project.ts";
import { projectRules } from "../projects/rules.ts";
import { closedAtOfAllIn } from "../statuses/closed-at.ts";
import { statusesOf } from "../statuses/list-statuses.ts";
import { type BulkChange, MOST_LABELS } from "./inputs.ts";
import { type Task, tasks } from "./table.ts";
import { addLabels, removeLabels } from "./task-labels.ts";
import { type ChangedTask, recordChanges } from "./task-progress.ts";
import { assertAssignable, assertLabelsOf, findStatusOf } from "./task-references.ts";
import { labelIds } from "./task-summary.ts";

type Labelled = Task & { labelIds: string[] };
type LabelChange = Required<Pick<z.output<typeof BulkChange>, "addLabelIds" | "removeLabelIds">>;

/** Makes the same change to many tasks of one project, to all of them or to none. Returns how many it changed. */
export async function changeTasks(
  ctx: MutationContext,
  { projectId, ids, addLabelIds = [], removeLabelIds = [], ...wanted }: z.output<typeof BulkChange>,
): Promise<{ changed: number }> {
  const { now } = ctx;
  const project = await findActiveProject(ctx, projectId);
  const db = projectRules.allow(ctx, project, "changeTasks");
  const found = await findAll(ctx, projectId, [...new Set(ids)]);
  const to = wanted.statusId === undefined ? undefined : await findStatusOf(db, projectId, wanted.statusId);
  if (wanted.assigneeId) await assertAssignable(ctx, project.workspaceId, wanted.assigneeId);
  const labels = { addLabelIds, removeLabelIds };
  await assertLabelChange(ctx, projectId, labels);

  const statuses = new Map((await statusesOf(db, projectId)).map((status) => [status.id, status]));
  const changes = found.flatMap((task): ChangedTask[] => {
    const fields = [...changedFields(task, wanted).fields, ...relabelled(task, labels)];
    const from = statuses.get(task.statusId);
    const { assigneeId = task.assigneeId } = wanted;
    return from && fields.length > 0 ? [{ task: { ...task, assigneeId }, fields, from, to: to ?? from }] : [];
  });
  const changedIds = changes.map(({ task }) => task.id);
  if (changedIds.length === 0) return { changed: 0 };
  await db
    .update(tasks)
    .set({
      ...wanted,
      ...(to && { closedAt: closedAtOfAllIn(to, now) }),
      version: sql`${tasks.version} + 1`,
      updatedAt: now,
    })
    .where(inArray(tasks.id, changedIds));
  await removeLabels(db, changedIds, removeLabelIds);
  const pairs = changedIds.flatMap((taskId) => addLabelIds.map((labelId) => ({ taskId, labelId })));
  await addLabels(db, pairs);

  await recordChanges(ctx, changes);
  return { changed: changes.length };
}

async function findAll({ db }: MutationContext, projectId: string, ids: string[]): Promise<Labelled[]> {
  const live = and(inArray(tasks.id, ids), eq(tasks.projectId, projectId), isNull(tasks.deletedAt));
  const found = await db
    .select({ ...getTableColumns(tasks), labelIds })
    .from(tasks)
    .where(live);
  if (found.length < ids.length) throw notFound("task");
  return found;
}

async function assertLabelChange({ db }: MutationContext, projectId: string, labels: LabelChange): Promise<void> {
  const { addLabelIds, removeLabelIds } = labels;
  await assertLabelsOf(db, projectId, [...addLabelIds, ...removeLabelIds]);
  if (addLabelIds.some((id) => removeLabelIds.includes(id))) {
    throw badRequest("A label cannot be both added and removed.");
  }
}

/** Whether the change gives or takes this task a label. */
function relabelled({ labelIds }: Labelled, { addLabelIds, removeLabelIds }: LabelChange): string[] {
  const added = new Set(addLabelIds.filter((id) => !labelIds.includes(id)));
  const removed = labelIds.filter((id) => removeLabelIds.includes(id));
  if (added.size === 0 && removed.length === 0) return [];
  if (added.size > 0 && labelIds.length + added.size - removed.length > MOST_LABELS) {
    throw badRequest(`A task has at most ${MOST_LABELS} labels.`);
  }
  return ["labelIds"];
}
