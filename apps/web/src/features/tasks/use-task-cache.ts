import { useTRPC } from "@plinth/client/react";
import { type InfiniteData, type QueryKey, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import {
  changedBoard,
  changedInFull,
  changedList,
  changedTasks,
  inputOf,
  reducedBoard,
  reducedList,
} from "./cached-tasks.ts";
import type { Board, Task, TaskInFull, TaskPage } from "./task.ts";

/** Everything cached about tasks, to put it back when a change fails. */
export type Snapshot = [QueryKey, unknown][];

/** Shows changes of tasks before the server has answered, everywhere they are cached. */
export interface TaskCache {
  /** Stops fetches that would overwrite what is about to be shown, and remembers the state before it. */
  begin(): Promise<Snapshot>;
  change(ids: string[], change: (task: Task) => Task): void;
  remove(ids: string[]): void;
  /** Takes over what the server answered about one task. */
  learn(task: TaskInFull): void;
  inFull(id: string): TaskInFull | undefined;
  /** The tasks with these ids that are cached anywhere. */
  find(ids: string[]): Task[];
  rollBack(snapshot: Snapshot | undefined): void;
  /** Fetches again what is on the screen, once the last of several changes has been answered. */
  refresh(): Promise<unknown>;
}

export function useTaskCache(): TaskCache {
  const trpc = useTRPC();
  const client = useQueryClient();
  return useMemo(() => {
    const all = { queryKey: trpc.tasks.pathKey() };
    const lists = { queryKey: trpc.tasks.list.pathKey() };
    const boards = { queryKey: trpc.tasks.board.pathKey() };
    const singles = [{ queryKey: trpc.tasks.get.pathKey() }, { queryKey: trpc.tasks.getByNumber.pathKey() }];
    const cachedInFull = () => singles.flatMap((single) => client.getQueriesData<TaskInFull>(single));

    function* summaries(): Generator<Task> {
      for (const [, list] of client.getQueriesData<InfiniteData<TaskPage>>(lists))
        yield* list?.pages?.flatMap((page) => page.tasks) ?? [];
      for (const [, board] of client.getQueriesData<Board>(boards))
        yield* board?.columns.flatMap((column) => column.tasks) ?? [];
      for (const [, task] of cachedInFull()) if (task) yield task;
    }

    const updateLists = (update: (list: InfiniteData<TaskPage>, key: QueryKey) => InfiniteData<TaskPage>) => {
      for (const [key, list] of client.getQueriesData<InfiniteData<TaskPage>>(lists))
        if (list?.pages) client.setQueryData(key, update(list, key));
    };
    const updateBoards = (update: (board: Board) => Board) =>
      client.setQueriesData<Board>(boards, (board) => board && update(board));

    return {
      async begin() {
        await client.cancelQueries(all);
        return client.getQueriesData(all);
      },
      change(ids, change) {
        const changed = changedTasks(summaries(), ids, change);
        updateLists((list, key) => changedList(list, inputOf(key), changed));
        updateBoards((board) => changedBoard(board, changed));
        for (const [key, task] of cachedInFull())
          if (task) client.setQueryData(key, changedInFull(task, changed, change));
      },
      remove(ids) {
        const gone = new Set(ids);
        updateLists((list) => reducedList(list, gone));
        updateBoards((board) => reducedBoard(board, gone));
      },
      learn(task) {
        for (const [key, known] of cachedInFull()) if (known?.id === task.id) client.setQueryData(key, task);
      },
      inFull: (id) => cachedInFull().find(([, task]) => task?.id === id)?.[1],
      find: (ids) => [...changedTasks(summaries(), ids, (task) => task).values()],
      rollBack: (snapshot) => {
        for (const [key, data] of snapshot ?? []) client.setQueryData(key, data);
      },
      refresh: async () => {
        if (client.isMutating({ mutationKey: trpc.tasks.pathKey() }) > 1) return;
        await Promise.all([
          client.invalidateQueries(all),
          client.invalidateQueries({ queryKey: trpc.activity.pathKey() }),
          client.invalidateQueries({ queryKey: trpc.projects.pathKey() }),
        ]);
      },
    };
  }, [trpc, client]);
}
