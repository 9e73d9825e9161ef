import type { DataTag, QueryKey } from "@tanstack/react-query";
import { queryClient } from "./api.ts";

/**
 * Mutation options that show a change of one query's data at once and take it back when the server refuses it.
 *
 * @example
 * useMutation(trpc.invites.revoke.mutationOptions(optimistic(listKey, (invites, { id }) => invites.filter((other) => other.id !== id))))
 */
export function optimistic<Data, Input, Failed>(
  queryKey: DataTag<QueryKey, Data, Failed>,
  change: (data: Data, input: NoInfer<Input>) => Data,
) {
  return {
    async onMutate(input: Input) {
      await queryClient.cancelQueries({ queryKey });
      const before = queryClient.getQueryData<Data>(queryKey);
      if (before !== undefined) queryClient.setQueryData<Data>(queryKey, change(before, input));
      return { before };
    },
    onError(_error: unknown, _input: Input, context: { before: Data | undefined } | undefined) {
      if (context?.before !== undefined) queryClient.setQueryData<Data>(queryKey, context.before);
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey }),
  };
}
