import { useTRPC } from "@plinth/client/react";
import { useMutation } from "@tanstack/react-query";
import { taskWrites } from "./task-writes.ts";
import { useTaskCache } from "./use-task-cache.ts";

/** Adds a task, and brings every list up to date. */
export function useTaskCreation() {
  const trpc = useTRPC();
  const cache = useTaskCache();
  return useMutation({
    ...trpc.tasks.create.mutationOptions(),
    scope: taskWrites,
    onSettled: () => cache.refresh(),
  });
}
