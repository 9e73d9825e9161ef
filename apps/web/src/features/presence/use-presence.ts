import type { RouterOutputs } from "@plinth/client";
import { useLive, useTRPC, useTRPCClient } from "@plinth/client/react";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useProject } from "../tasks/project-scope.tsx";
import { keepPresent } from "./keep-present.ts";

export type Onlooker = RouterOutputs["presence"]["on"][number];

/** Tells the others that this person looks at a task, and this person of the others. */
export function usePresence(taskId: string): Onlooker[] {
  const trpc = useTRPC();
  const server = useTRPCClient();
  const cache = useQueryClient();
  const { userId } = useProject();
  useEffect(() => keepPresent(server, taskId), [server, taskId]);

  const queryKey = trpc.presence.on.queryKey({ taskId });
  const { data: onlookers = [] } = useLive({
    queryKey,
    // A failure is worth no notice: what is shown stays.
    queryFn: () => server.presence.on.query({ taskId }).catch(() => cache.getQueryData(queryKey) ?? []),
    // Who was here when the task was last open is nobody's business now.
    gcTime: 0,
  });
  return onlookers.filter((onlooker) => onlooker.userId !== userId);
}
