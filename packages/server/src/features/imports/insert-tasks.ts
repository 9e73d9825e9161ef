import type { MutationContext } from "@plinth/kernel";
import { tasks } from "../tasks/table.ts";
import { addLabels } from "../tasks/task-labels.ts";
import { ranksAtBottom } from "../tasks/task-ranks.ts";
import type { CheckedTask } from "./check-rows.ts";
import type { ImportAtWork } from "./find-import.ts";
import type { TaskValues } from "./task-values.ts";

interface Made {
  id: string;
  externalId: string;
}

/** Makes a task of each row, in their order, behind the tasks that are there. */
export async function insertTasks(
  ctx: MutationContext,
  { run: { projectId, workspaceId }, db }: ImportAtWork,
  rows: CheckedTask[],
  { values, firstNumber }: { values: (row: CheckedTask) => TaskValues; firstNumber: number },
): Promise<Made[]> {
  if (rows.length === 0) return [];
  const ranks = await ranksAtBottom(db, projectId, rows.length);
  const labelIds = new Map<string, string[]>();
  const newTasks = rows.map((checked, at) => {
    const { row } = checked;
    const { columns, labelIds: ids } = values(checked);
    labelIds.set(row.externalId, ids);
    const createdAt = row.createdAt ?? ctx.now;
    const place = {
      workspaceId,
      projectId,
      externalId: row.externalId,
      number: firstNumber + at,
      rank: ranks[at] ?? "",
    };
    return { ...columns, ...place, version: 1, createdAt, updatedAt: row.updatedAt ?? createdAt };
  });
  const returned = await db.insert(tasks).values(newTasks).returning({ id: tasks.id, externalId: tasks.externalId });
  const made = returned.map(({ id, externalId }) => ({ id, externalId: externalId ?? "" }));
  await addLabels(
    db,
    made.flatMap(({ id, externalId }) => (labelIds.get(externalId) ?? []).map((labelId) => ({ taskId: id, labelId }))),
  );
  return made;
}
