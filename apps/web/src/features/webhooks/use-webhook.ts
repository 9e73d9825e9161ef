import { useLive, useTRPC } from "@plinth/client/react";
import type { Workspace } from "../workspaces/workspace.ts";

/** One endpoint of a workspace, as it is now. */
export function useWebhook(workspace: Workspace, id: string) {
  const trpc = useTRPC();
  const { data, error, isPending, refetch } = useLive(trpc.webhooks.list.queryOptions({ workspaceId: workspace.id }));
  return {
    webhook: data?.find((one) => one.id === id),
    isLoading: isPending,
    error,
    retry: () => void refetch(),
  };
}
