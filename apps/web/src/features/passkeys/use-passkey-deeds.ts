import { useTRPC } from "@plinth/client/react";
import { useMutation } from "@tanstack/react-query";
import { queryClient } from "../../api.ts";
import { optimistic } from "../../optimistic.ts";

/** Renames passkeys, which shows at once, and removes them, which may need a proof first. */
export function usePasskeyDeeds() {
  const trpc = useTRPC();
  const { queryKey } = trpc.passkeys.list.queryOptions();
  const rename = useMutation(
    trpc.passkeys.rename.mutationOptions(
      optimistic(queryKey, (known, { id, name }) => known.map((one) => (one.id === id ? { ...one, name } : one))),
    ),
  );
  const remove = useMutation({
    ...trpc.passkeys.remove.mutationOptions(),
    onSettled: () => queryClient.invalidateQueries({ queryKey }),
  });
  return { rename, remove };
}
