import { IconColumns3, IconList, IconPlus } from "@tabler/icons-react";
import { useCallback, useMemo, useState } from "react";
import { useCommands } from "../../commands.ts";
import { useShortcut } from "../../shortcuts.ts";
import { useProject } from "./project-scope.tsx";
import { useTaskSearch } from "./use-task-search.ts";

/** The dialog for a new task, with its key and its commands. */
export function useNewTask() {
  const { canEdit } = useProject();
  const { change } = useTaskSearch();
  const [opened, setOpened] = useState(false);
  const [statusId, setStatusId] = useState<string>();
  const open = useCallback((status?: string) => {
    setStatusId(status);
    setOpened(true);
  }, []);
  const close = useCallback(() => setOpened(false), []);

  useShortcut("c", "New task", () => open(), { group: "Tasks", when: canEdit });
  const commands = useMemo(
    () => [
      ...(canEdit
        ? [
            {
              id: "task.new",
              label: "New task",
              group: "Create",
              keys: "c",
              icon: <IconPlus size={17} />,
              run: () => open(),
            },
          ]
        : []),
      {
        id: "tasks.list",
        label: "Show as list",
        group: "Tasks",
        icon: <IconList size={17} />,
        run: () => change({ view: undefined }),
      },
      {
        id: "tasks.board",
        label: "Show as board",
        group: "Tasks",
        icon: <IconColumns3 size={17} />,
        run: () => change({ view: "board" }),
      },
    ],
    [canEdit, open, change],
  );
  useCommands(commands);
  return { opened: opened && canEdit, statusId, open, close };
}
