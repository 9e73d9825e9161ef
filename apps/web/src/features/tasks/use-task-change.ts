import { isFailure } from "@plinth/client";
import { useTRPC, useTRPCClient } from "@plinth/client/react";
import { useMutation } from "@tanstack/react-query";
import { useDraft } from "../markdown/use-draft.ts";
import { mergeChange, type TextBase, type TextConflict } from "./merge-change.ts";
import type { TaskInFull, TaskPatch } from "./task.ts";
import { taskWrites } from "./task-writes.ts";
import { useTaskCache } from "./use-task-cache.ts";

/** A change of a task. */
export interface Edit {
  patch: TaskPatch;
  /** The task as it was when the person began to type; left out when a value was only picked. */
  base?: TextBase;
  /** Told when the server has answered: whether what was typed is safe, saved or kept as one side of a conflict. */
  onEnd?: (safe: boolean) => void;
}

class TextConflictError extends Error {
  constructor(readonly conflict: TextConflict) {
    super("Someone else changed the same text.");
  }
}

/**
 * Saves changes of one task: shown at once, taken back when refused, one after the other. A change that met a newer version is merged
 * into it; only when both changed the same text, `conflict` asks the person.
 */
export function useTaskChange(task: TaskInFull) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const cache = useTaskCache();
  const [conflict, setConflict] = useDraft<TextConflict>(`conflict.${task.id}`);

  async function save({ patch, base }: Edit): Promise<TaskInFull> {
    let version = (base ?? cache.inFull(task.id) ?? task).version;
    for (let attempt = 0; ; attempt++) {
      try {
        return await client.tasks.update.mutate({ id: task.id, version, ...patch });
      } catch (error) {
        if (!isFailure(error, "CONFLICT") || attempt === 4) throw error;
        const newest = await client.tasks.get.query({ id: task.id });
        // The same version, so what stands in the way is something else: an archived project, for example.
        if (newest.version === version) throw error;
        const clash = mergeChange(base ?? task, newest, patch);
        if (clash) throw new TextConflictError(clash);
        version = newest.version;
      }
    }
  }

  const mutation = useMutation({
    mutationKey: trpc.tasks.update.mutationKey(),
    scope: taskWrites,
    mutationFn: save,
    onMutate: async ({ patch }) => {
      const snapshot = await cache.begin();
      cache.change([task.id], (known) => ({ ...known, ...patch }));
      return snapshot;
    },
    onSuccess: (saved, { onEnd }) => {
      cache.learn(saved);
      onEnd?.(true);
    },
    onError: (error, { onEnd }, snapshot) => {
      cache.rollBack(snapshot);
      const clash = error instanceof TextConflictError;
      if (clash) setConflict(error.conflict);
      onEnd?.(clash);
    },
    onSettled: () => cache.refresh(),
    meta: { explains: (error: unknown) => error instanceof TextConflictError },
  });

  return {
    change: mutation.mutate,
    conflict,
    /** Ends the question: the text of the other person stays, or the person's own replaces it. */
    settle(choice: "theirs" | "mine") {
      setConflict(null);
      if (!conflict || choice === "theirs") return;
      const { field, mine, newest } = conflict;
      mutation.mutate({ patch: { [field]: mine }, base: newest });
    },
  };
}
