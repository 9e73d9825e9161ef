import { type MouseEvent, useCallback } from "react";
import type { PickerKind } from "./picker/picker-host.tsx";
import { useQuickPick } from "./use-quick-pick.ts";
import { useTaskSearch } from "./use-task-search.ts";

const plain = (event: MouseEvent) =>
  event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;

/** One click handler for all rows or cards of a page: titles open the panel, values open their picker. */
export function useTaskClicks() {
  const { openTask } = useTaskSearch();
  const pick = useQuickPick();
  return useCallback(
    (event: MouseEvent) => {
      if (!(event.target instanceof Element)) return;
      const cell = event.target.closest<HTMLElement>("[data-pick]");
      const row = event.target.closest<HTMLElement>("[data-task-row]");
      const id = row?.dataset.taskRow;
      // Safe because only `RowCell` and cards set the attribute, from a `PickerKind`.
      if (cell && id) return pick(cell.dataset.pick as PickerKind, cell, [id]);
      const title = event.target.closest<HTMLElement>("a[data-task]");
      if (!title || !plain(event)) return;
      event.preventDefault();
      openTask(Number(title.dataset.number));
    },
    [openTask, pick],
  );
}
