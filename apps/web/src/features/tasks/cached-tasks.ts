import type { InfiniteData, QueryKey } from "@tanstack/react-query";
import { byRank, inserted } from "./list-order.ts";
import type { Board, Task, TaskInFull, TaskPage } from "./task.ts";

// What a change means for each kind of cached answer, so that it shows at once everywhere the task is. Whether a task still matches
// a filter is left to the server, except for the status: moving between the groups of a list must not wait.

type Change = (task: Task) => Task;

interface Shown {
  statusIds?: string[];
  sort?: "created" | "updated" | "manual";
}

/** The input that a tRPC query key carries. */
export function inputOf(key: QueryKey): Shown {
  const options = key[1] as { input?: Shown } | undefined;
  return options?.input ?? {};
}

/** A list, as far as it is loaded, after a change of some of its tasks. */
export function changedList(
  list: InfiniteData<TaskPage>,
  shown: Shown,
  changed: Map<string, Task>,
): InfiniteData<TaskPage> {
  const belongs = (task: Task) => !shown.statusIds || shown.statusIds.includes(task.statusId);
  const present = new Set(list.pages.flatMap((page) => page.tasks.map(({ id }) => id)));
  const pages = list.pages.map((page) => ({
    ...page,
    tasks: page.tasks.map((task) => changed.get(task.id) ?? task).filter(belongs),
  }));
  for (const task of changed.values()) {
    const first = pages[0];
    // Without a status filter every matching task is there already, or on a page that is not loaded.
    if (first && shown.statusIds && belongs(task) && !present.has(task.id))
      first.tasks = inserted(first.tasks, task, shown.sort ?? "created");
  }
  return { ...list, pages };
}

/** A board after a change of some of its tasks: cards go to the column of their status, at the place of their rank. */
export function changedBoard(board: Board, changed: Map<string, Task>): Board {
  const moved: Task[] = [];
  const columns = board.columns.map((column) => {
    const tasks = column.tasks.map((task) => changed.get(task.id) ?? task);
    const staying = tasks.filter((task) => task.statusId === column.statusId);
    moved.push(...tasks.filter((task) => task.statusId !== column.statusId));
    return { ...column, tasks: staying.toSorted(byRank), total: column.total - (tasks.length - staying.length) };
  });
  return {
    columns: columns.map((column) => {
      const arriving = moved.filter((task) => task.statusId === column.statusId);
      if (arriving.length === 0) return column;
      return {
        ...column,
        tasks: [...column.tasks, ...arriving].toSorted(byRank),
        total: column.total + arriving.length,
      };
    }),
  };
}

/** A list without some tasks. */
export function reducedList(list: InfiniteData<TaskPage>, gone: Set<string>): InfiniteData<TaskPage> {
  return {
    ...list,
    pages: list.pages.map((page) => ({ ...page, tasks: page.tasks.filter(({ id }) => !gone.has(id)) })),
  };
}

/** A board without some tasks. */
export function reducedBoard(board: Board, gone: Set<string>): Board {
  return {
    columns: board.columns.map((column) => {
      const tasks = column.tasks.filter(({ id }) => !gone.has(id));
      return { ...column, tasks, total: column.total - (column.tasks.length - tasks.length) };
    }),
  };
}

/** The tasks with these ids, changed, out of everything that is cached. */
export function changedTasks(cached: Iterable<Task>, ids: string[], change: Change): Map<string, Task> {
  const wanted = new Set(ids);
  const changed = new Map<string, Task>();
  for (const task of cached) if (wanted.has(task.id) && !changed.has(task.id)) changed.set(task.id, change(task));
  return changed;
}

/** A task in full after a change of its summary. */
export const changedInFull = (task: TaskInFull, changed: Map<string, Task>, patch: Change): TaskInFull =>
  // Safe because a change of a summary only replaces fields that a task in full has as well.
  changed.has(task.id) ? ({ ...task, ...patch(task) } as TaskInFull) : task;
