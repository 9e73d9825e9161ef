import { useTRPC } from "@plinth/client/react";
import { useMutation, useQueryClient } from "@tanstack/react-query";

/** Changes the labels of a project: shown at once, taken back when refused. */
export function useLabelDeeds(projectId: string) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const { queryKey } = trpc.labels.list.queryOptions({ projectId });
  const current = () => client.getQueryData(queryKey) ?? [];
  type Labels = ReturnType<typeof current>;

  const show = async (change: (labels: Labels) => Labels) => {
    await client.cancelQueries({ queryKey });
    const before = current();
    client.setQueryData(queryKey, change(before));
    return { before };
  };
  const shared = {
    onError: (_: unknown, __: unknown, shown: { before: Labels } | undefined) =>
      client.setQueryData(queryKey, shown?.before),
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey }),
        client.invalidateQueries({ queryKey: trpc.tasks.pathKey() }),
      ]),
  };
  const update = useMutation(
    trpc.labels.update.mutationOptions({
      onMutate: ({ id, ...patch }) =>
        show((labels) => labels.map((label) => (label.id === id ? { ...label, ...patch } : label))),
      ...shared,
    }),
  );
  const remove = useMutation(
    trpc.labels.delete.mutationOptions({
      onMutate: ({ id }) => show((labels) => labels.filter((label) => label.id !== id)),
      ...shared,
    }),
  );
  return { update, remove };
}
