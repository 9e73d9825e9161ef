import { useTRPC, useTRPCClient } from "@plinth/client/react";
import { useMutation } from "@tanstack/react-query";
import type { BulkPatch, PendingBulkPatch, Task } from "./task.ts";
import { taskWrites } from "./task-writes.ts";
import { useTaskCache } from "./use-task-cache.ts";

interface BulkEdit {
  ids: string[];
  patch: PendingBulkPatch;
}

// What the server takes in one call.
const atOnce = 200;

/** Changes many tasks of a project alike: shown at once, taken back when refused. */
export function useBulkChange(projectId: string) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const cache = useTaskCache();
  return useMutation({
    mutationKey: trpc.tasks.updateMany.mutationKey(),
    scope: taskWrites,
    mutationFn: async ({ ids, ...edit }: BulkEdit) => {
      const patch = await settled(edit.patch);
      for (let from = 0; from < ids.length; from += atOnce) {
        await client.tasks.updateMany.mutate({ projectId, ids: ids.slice(from, from + atOnce), ...patch });
      }
    },
    onMutate: async ({ ids, ...edit }) => {
      const patch = await settled(edit.patch);
      const snapshot = await cache.begin();
      cache.change(ids, (task) => patched(task, patch));
      return snapshot;
    },
    onError: (_, __, snapshot) => cache.rollBack(snapshot),
    onSettled: () => cache.refresh(),
  });
}

async function settled({ addLabelIds, ...patch }: PendingBulkPatch): Promise<BulkPatch> {
  return { ...patch, addLabelIds: await addLabelIds };
}

function patched(task: Task, { addLabelIds = [], removeLabelIds = [], ...fields }: BulkPatch): Task {
  const kept = task.labelIds.filter((id) => !removeLabelIds.includes(id) && !addLabelIds.includes(id));
  return { ...task, ...fields, labelIds: [...kept, ...addLabelIds] };
}
