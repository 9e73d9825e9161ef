import { useTRPC, useTRPCClient } from "@plinth/client/react";
import { useMutation } from "@tanstack/react-query";
import type { TaskMove } from "./task.ts";
import { taskWrites } from "./task-writes.ts";
import { useTaskCache } from "./use-task-cache.ts";

/** A move, with the rank that shows the card at its new place until the server has chosen the real one. */
export type ShownMove = TaskMove & { rank: string };

/** Puts a task somewhere else on the board: shown at once, taken back when refused. */
export function useTaskMove() {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const cache = useTaskCache();
  return useMutation({
    mutationKey: trpc.tasks.move.mutationKey(),
    scope: taskWrites,
    mutationFn: ({ rank: _, ...move }: ShownMove) => client.tasks.move.mutate(move),
    onMutate: async ({ id, statusId, rank }) => {
      const snapshot = await cache.begin();
      cache.change([id], (task) => ({ ...task, statusId, rank }));
      return snapshot;
    },
    onError: (_, __, snapshot) => cache.rollBack(snapshot),
    onSettled: () => cache.refresh(),
  });
}
