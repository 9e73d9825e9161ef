import { useCallback } from "react";
import { type PickerKind, useOpenPicker } from "./picker/picker-host.tsx";
import { useProject } from "./project-scope.tsx";
import { useBulkChange } from "./use-bulk-change.ts";
import { useTaskCache } from "./use-task-cache.ts";

/** Opens a picker beside an element that changes the tasks with these ids. */
export function useQuickPick() {
  const { project } = useProject();
  const { mutate } = useBulkChange(project.id);
  const cache = useTaskCache();
  const open = useOpenPicker();
  return useCallback(
    (kind: PickerKind, anchor: HTMLElement, ids: string[]) => {
      const tasks = cache.find(ids);
      // Neither an estimate nor a parent is offered for tasks in lists.
      const apply = ({ estimate: _, parentId: __, ...patch }: Parameters<Parameters<typeof open>[0]["apply"]>[0]) =>
        mutate({ ids, patch });
      if (tasks.length > 0) open({ kind, anchor, tasks, apply });
    },
    [cache, mutate, open],
  );
}
