import { useTRPC } from "@plinth/client/react";
import { useMutation, useQueryClient } from "@tanstack/react-query";

/** Changes the statuses of a project: shown at once where that is possible, taken back when refused. */
export function useStatusDeeds(projectId: string) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const { queryKey } = trpc.statuses.list.queryOptions({ projectId });
  type Statuses = ReturnType<typeof current>;
  const current = () => client.getQueryData(queryKey) ?? [];

  const show = async (change: (statuses: Statuses) => Statuses) => {
    await client.cancelQueries({ queryKey });
    const before = current();
    client.setQueryData(queryKey, change(before));
    return { before };
  };
  const refresh = () =>
    Promise.all([
      client.invalidateQueries({ queryKey }),
      client.invalidateQueries({ queryKey: trpc.tasks.pathKey() }),
      client.invalidateQueries({ queryKey: trpc.activity.pathKey() }),
    ]);
  const shared = {
    onError: (_: unknown, __: unknown, shown: { before: Statuses } | undefined) =>
      client.setQueryData(queryKey, shown?.before),
    onSettled: refresh,
  };

  const create = useMutation({ ...trpc.statuses.create.mutationOptions(), onSettled: refresh });
  const update = useMutation(
    trpc.statuses.update.mutationOptions({
      onMutate: ({ id, ...patch }) =>
        show((statuses) => statuses.map((status) => (status.id === id ? { ...status, ...patch } : status))),
      ...shared,
    }),
  );
  const move = useMutation(
    trpc.statuses.move.mutationOptions({
      onMutate: ({ id, afterId }) =>
        show((statuses) => {
          const moved = statuses.filter((status) => status.id === id);
          const others = statuses.filter((status) => status.id !== id);
          return others.toSpliced(others.findIndex((status) => status.id === afterId) + 1, 0, ...moved);
        }),
      ...shared,
    }),
  );
  const remove = useMutation({ ...trpc.statuses.delete.mutationOptions(), onSettled: refresh });
  return { create, update, move, remove };
}
