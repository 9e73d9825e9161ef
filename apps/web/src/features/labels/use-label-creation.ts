import type { RouterInputs } from "@plinth/client";
import { useTRPC, useTRPCClient } from "@plinth/client/react";
import { labelColors } from "@plinth/server/inputs";
import { useMutation, useQueryClient } from "@tanstack/react-query";

/** Adds a label to a project. Without a colour it gets the next of the palette, so that new ones can be told apart. */
export function useLabelCreation(projectId: string) {
  const trpc = useTRPC();
  const server = useTRPCClient();
  const client = useQueryClient();
  const list = trpc.labels.list.queryOptions({ projectId });
  return useMutation({
    mutationKey: trpc.labels.create.mutationKey(),
    mutationFn: (label: RouterInputs["labels"]["create"]) => {
      const count = client.getQueryData(list.queryKey)?.length ?? 0;
      const next = labelColors[1 + (count % (labelColors.length - 1))] ?? "gray";
      return server.labels.create.mutate({ color: next, ...label });
    },
    onSuccess: (label) => client.setQueryData(list.queryKey, (labels) => [...(labels ?? []), label]),
    onSettled: () => client.invalidateQueries(list),
  });
}
