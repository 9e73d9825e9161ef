import { useShortcut } from "../../shortcuts.ts";
import { wantTitle } from "./panel/wanted-title.ts";
import type { PickerKind } from "./picker/picker-host.tsx";
import { useProject } from "./project-scope.tsx";
import type { Selection } from "./selection.ts";
import { useQuickPick } from "./use-quick-pick.ts";
import { useTaskCache } from "./use-task-cache.ts";
import { useTaskDeletion } from "./use-task-deletion.tsx";
import { useTaskSearch } from "./use-task-search.ts";
import { focusedId, stepFocus } from "./visible-tasks.ts";

const group = "Tasks";

/** The letters that work on the selected tasks, or on the one that has the focus. */
export function useTaskKeys(selection: Selection): void {
  const { canEdit } = useProject();
  const pick = useQuickPick();
  const cache = useTaskCache();
  const { mutate: remove } = useTaskDeletion();
  const { openTask } = useTaskSearch();
  const focused = () => focusedId() ?? "";
  const meant = () => (selection.size() > 0 ? selection.ids() : [focused()].filter(Boolean));

  const pickFor = (kind: PickerKind) => () => {
    const anchor =
      document.activeElement?.closest<HTMLElement>("[data-task-row]") ??
      document.querySelector<HTMLElement>("[data-bulk-bar]");
    if (anchor) pick(kind, anchor, meant());
  };

  useShortcut("j", "Next task", () => stepFocus(1), { group });
  useShortcut("k", "Previous task", () => stepFocus(-1), { group });
  useShortcut("x", "Select the task", () => focused() && selection.toggle(focused()), { group, when: canEdit });
  const rename = () => {
    const [task] = cache.find([focused()]);
    if (!task) return;
    wantTitle(task.number);
    openTask(task.number);
  };
  useShortcut("e", "Edit the title", rename, { group, when: canEdit });
  useShortcut("s", "Change status", pickFor("status"), { group, when: canEdit });
  useShortcut("p", "Set priority", pickFor("priority"), { group, when: canEdit });
  useShortcut("a", "Assign", pickFor("assignee"), { group, when: canEdit });
  useShortcut("l", "Add labels", pickFor("labels"), { group, when: canEdit });
  useShortcut("d", "Set due date", pickFor("due"), { group, when: canEdit });
  const removeMeant = () => {
    const tasks = cache.find(meant());
    if (tasks.length === 0) return;
    selection.clear();
    remove(tasks);
  };
  useShortcut("mod+backspace", "Delete", removeMeant, { group, when: canEdit });
  useShortcut("escape", "Clear the selection", () => selection.clear(), { group, when: canEdit });
}
