import { live, useTRPC } from "@plinth/client/react";
import { useSuspenseQueries, useSuspenseQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useMe } from "../accounts/use-me.ts";
import { useWorkspace } from "../workspaces/use-workspace.ts";
import type { ProjectFacts } from "./project-scope.tsx";

/** The project that the address names, with what belongs to it; its route has loaded it. */
export function useProjectFacts(): ProjectFacts {
  const trpc = useTRPC();
  const workspace = useWorkspace();
  const { projectKey } = useParams({ from: "/signed-in/$workspace/p/$projectKey" });
  const { id: userId } = useMe();
  const { data: project } = useSuspenseQuery(
    live(trpc.projects.getByKey.queryOptions({ workspaceId: workspace.id, key: projectKey })),
  );
  const [statuses, labels, members] = useSuspenseQueries({
    queries: [
      live(trpc.statuses.list.queryOptions({ projectId: project.id })),
      live(trpc.labels.list.queryOptions({ projectId: project.id })),
      live(trpc.members.list.queryOptions({ workspaceId: workspace.id })),
    ],
  });
  return { workspace, project, statuses: statuses.data, labels: labels.data, members: members.data, userId };
}
