import { useTRPC } from "@plinth/client/react";
import { useMutation } from "@tanstack/react-query";
import { queryClient } from "../../api.ts";
import { tellDone } from "../../failure-notice.ts";
import { optimistic } from "../../optimistic.ts";
import type { ProjectSummary } from "./project.ts";

const without = (projects: ProjectSummary[], { id }: { id: string }) => projects.filter((other) => other.id !== id);

/** Moves projects of a workspace into the archive and back. */
export function useProjectArchive(workspaceId: string) {
  const trpc = useTRPC();
  const active = trpc.projects.list.queryKey({ workspaceId });
  const archived = trpc.projects.list.queryKey({ workspaceId, archived: true });
  const onSettled = () => queryClient.invalidateQueries(trpc.projects.pathFilter());
  const archive = useMutation({
    ...trpc.projects.archive.mutationOptions(optimistic(active, without)),
    onSuccess: ({ name }) => tellDone(`${name} is archived. You find it under Archived.`),
    onSettled,
  });
  const restore = useMutation({
    ...trpc.projects.restore.mutationOptions(optimistic(archived, without)),
    onSuccess: ({ name }) => tellDone(`${name} is active again.`),
    onSettled,
  });
  return { archive, restore };
}
