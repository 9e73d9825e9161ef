import type { MutationContext } from "@plinth/kernel";
import { recordAll } from "../../record.ts";
import { takeTaskNumbers } from "../tasks/task-numbers.ts";
import type { CheckedTask } from "./check-rows.ts";
import type { ImportAtWork } from "./find-import.ts";
import { changedSince, taskFingerprints } from "./fingerprints.ts";
import { insertTasks } from "./insert-tasks.ts";
import type { KnownTasks } from "./known-tasks.ts";
import { taskValuesFor } from "./task-values.ts";
import { type ChangedTask, updateTasks } from "./update-tasks.ts";

/** What became of the rows of one kind. */
export interface Written {
  created: number;
  updated: number;
  unchanged: number;
}

/** Makes and updates the tasks of a batch. The new ones are added to `known`. */
export async function writeTasks(
  ctx: MutationContext,
  work: ImportAtWork,
  rows: Map<string, CheckedTask>,
  known: KnownTasks,
): Promise<Written> {
  const fresh: CheckedTask[] = [];
  const changed: ChangedTask[] = [];
  for (const [externalId, row] of rows) {
    const task = known.get(externalId);
    if (!task) fresh.push(row);
    else if (!task.deleted) {
      const fields = changedSince(task.imported, taskFingerprints(row));
      if (fields.size > 0) changed.push({ id: task.id, fields, row });
    }
  }
  // Also when nothing is new: it makes batches of one project wait for each other, so that none inserts what another just did.
  const firstNumber = await takeTaskNumbers(work.db, work.run.projectId, fresh.length);
  if (fresh.length + changed.length > 0) {
    const values = await taskValuesFor(ctx, work, [...fresh, ...changed.map(({ row }) => row)]);
    const made = await insertTasks(ctx, work, fresh, { values, firstNumber });
    for (const { id, externalId } of made) known.set(externalId, { id, imported: undefined, deleted: false });
    await updateTasks({ db: work.db, now: ctx.now }, changed, values);
    await recordTasks(ctx, work, made, changed);
  }
  const written = { created: fresh.length, updated: changed.length };
  return { ...written, unchanged: rows.size - fresh.length - changed.length };
}

/** Each task's own history says that it was imported. The project's has the import as a whole, so these are not shown under it too. */
async function recordTasks(
  ctx: MutationContext,
  { run: { source, workspaceId } }: ImportAtWork,
  made: { id: string }[],
  changed: { id: string }[],
): Promise<void> {
  const subjects = (rows: { id: string }[]) => rows.map(({ id }) => ({ id, workspaceId }));
  await recordAll(ctx, "task.imported", subjects(made), { source });
  await recordAll(ctx, "task.imported", subjects(changed), { source, again: true });
}
