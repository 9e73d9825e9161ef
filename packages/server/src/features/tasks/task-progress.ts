import type { EventData, MutationContext } from "@plinth/kernel";
import { recordAll } from "../../record.ts";
import { recordProgress } from "../statuses/record-progress.ts";
import type { Status } from "../statuses/table.ts";
import type { Task } from "./table.ts";

/** What became of a task, which has who it is assigned to by now. */
export interface ChangedTask {
  task: Task;
  fields: string[];
  from: Status;
  to: Status;
}

/** Tells which fields of tasks have changed, and which tasks got done or are open again. */
export async function recordChanges(ctx: MutationContext, changes: readonly ChangedTask[]): Promise<void> {
  // Alike changes are recorded together, because there may be hundreds.
  const alike = new Map<string, ChangedTask[]>();
  for (const change of changes) {
    const key = JSON.stringify([change.fields, change.from.id, change.to.id, change.task.assigneeId]);
    alike.set(key, [...(alike.get(key) ?? []), change]);
  }
  for (const group of alike.values()) {
    const [first] = group;
    if (!first) continue;
    const { fields, from, to } = first;
    const tasks = group.map(({ task }) => task);
    const data: EventData = {
      fields,
      ...(fields.includes("assigneeId") && { assigneeId: first.task.assigneeId }),
      ...(from.id !== to.id && { from: from.name, to: to.name }),
    };
    await recordAll(ctx, "task.changed", tasks, data);
    await recordProgress(ctx, tasks, { from, to });
  }
}
