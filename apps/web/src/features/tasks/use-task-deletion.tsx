import { Button, Group, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useTRPC, useTRPCClient } from "@plinth/client/react";
import { useMutation } from "@tanstack/react-query";
import type { Task } from "./task.ts";
import { taskWrites } from "./task-writes.ts";
import { useTaskCache } from "./use-task-cache.ts";

type Deleted = Pick<Task, "id" | "title">;

/** Moves tasks to the trash at once, with a way back in the notification. */
export function useTaskDeletion() {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const cache = useTaskCache();

  const restoration = useMutation({
    mutationKey: trpc.tasks.restore.mutationKey(),
    scope: taskWrites,
    mutationFn: (tasks: Deleted[]) => Promise.all(tasks.map(({ id }) => client.tasks.restore.mutate({ id }))),
    onSettled: () => cache.refresh(),
  });

  return useMutation({
    mutationKey: trpc.tasks.delete.mutationKey(),
    scope: taskWrites,
    mutationFn: (tasks: Deleted[]) => Promise.all(tasks.map(({ id }) => client.tasks.delete.mutate({ id }))),
    onMutate: async (tasks) => {
      const snapshot = await cache.begin();
      cache.remove(tasks.map(({ id }) => id));
      return snapshot;
    },
    onSuccess: (_, tasks) => offerUndo(tasks, () => restoration.mutate(tasks)),
    onError: (_, __, snapshot) => cache.rollBack(snapshot),
    onSettled: () => cache.refresh(),
  });
}

function offerUndo(tasks: Deleted[], undo: () => void): void {
  const [first] = tasks;
  const what =
    tasks.length === 1 && first ? `“${first.title}” is in the trash.` : `${tasks.length} tasks are in the trash.`;
  const id = notifications.show({
    autoClose: 8_000,
    message: (
      <Group justify="space-between" wrap="nowrap" gap="sm">
        <Text size="sm" lineClamp={2}>
          {what}
        </Text>
        <Button
          size="compact-sm"
          variant="light"
          onClick={() => {
            notifications.hide(id);
            undo();
          }}
        >
          Undo
        </Button>
      </Group>
    ),
  });
}
