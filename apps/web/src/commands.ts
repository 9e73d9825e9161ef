import { type ReactNode, useEffect, useSyncExternalStore } from "react";

/** Something the command palette offers. */
export interface Command {
  id: string;
  label: string;
  /** The heading it stands under. */
  group: string;
  /** Said beside the label: where it leads, what it is about. */
  hint?: string;
  /** Words by which it is found besides its label. */
  keywords?: string;
  /** The shortcut that does the same, as given to `useShortcut`. */
  keys?: string;
  icon?: ReactNode;
  run(): void;
}

let offered: readonly (readonly Command[])[] = [];
const listeners = new Set<() => void>();

function replace(next: typeof offered): void {
  offered = next;
  for (const listener of listeners) listener();
}

/**
 * Offers commands in the palette while the component is mounted. Pass a memoised array.
 *
 * @example useCommands(useMemo(() => [{ id: "task.new", label: "New task", group: "Tasks", keys: "c", run: open }], [open]));
 */
export function useCommands(commands: readonly Command[]): void {
  useEffect(() => {
    replace([...offered, commands]);
    return () => replace(offered.filter((other) => other !== commands));
  }, [commands]);
}

/** Everything on offer now. The same id offered twice appears once, as it was offered last. */
export function useOfferedCommands(): Command[] {
  const groups = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => offered,
  );
  return [...new Map(groups.flat().map((command) => [command.id, command])).values()];
}
