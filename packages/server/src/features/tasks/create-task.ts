import { insertOne } from "@plinth/database";
import type { MutationContext } from "@plinth/kernel";
import type { z } from "zod";
import { record } from "../../record.ts";
import { findActiveProject } from "../projects/find-project.ts";
import { projectRules } from "../projects/rules.ts";
import { closedAtIn } from "../statuses/closed-at.ts";
import type { NewTask } from "./inputs.ts";
import type { TaskView } from "./outputs.ts";
import { tasks } from "./table.ts";
import { giveLabels } from "./task-labels.ts";
import { takeTaskNumbers } from "./task-numbers.ts";
import { ranksAtBottom } from "./task-ranks.ts";
import { assertAssignable, assertLabelsOf, assertParentOf, findStatusOf } from "./task-references.ts";
import { titled } from "./task-title.ts";

/** Adds a task at the bottom of the manual order, with the next number of its project. */
export async function createTask(
  ctx: MutationContext,
  { labelIds, title, ...input }: z.output<typeof NewTask>,
): Promise<z.input<typeof TaskView>> {
  const { actor, now } = ctx;
  const project = await findActiveProject(ctx, input.projectId);
  const db = projectRules.allow(ctx, project, "createTask");
  const { workspaceId } = project;
  const status = await findStatusOf(db, project.id, input.statusId);
  if (input.assigneeId) await assertAssignable(ctx, workspaceId, input.assigneeId);
  if (input.parentId) await assertParentOf(db, project.id, input.parentId);
  await assertLabelsOf(db, project.id, labelIds);
  const number = await takeTaskNumbers(db, project.id);
  const [rank = ""] = await ranksAtBottom(db, project.id, 1);
  const values = {
    ...input,
    ...titled(title),
    workspaceId,
    number,
    rank,
    statusId: status.id,
    version: 1,
    createdBy: actor.userId,
    createdAt: now,
    updatedAt: now,
    closedAt: closedAtIn(status, { closedAt: null }, now),
  };
  const task = await insertOne(db, tasks, values);
  const given = await giveLabels(db, task.id, labelIds);
  await record(ctx, "task.created", task, task.assigneeId === null ? {} : { assigneeId: task.assigneeId });
  return { ...task, labelIds: given, projectKey: project.key, subtasks: [] };
}
