import { live, useTRPC } from "@plinth/client/react";
import { useSuspenseQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import type { Workspace } from "./workspace.ts";

/** The workspace whose page this is; its route has loaded it. */
export function useWorkspace(): Workspace {
  const trpc = useTRPC();
  const { workspace: slug } = useParams({ from: "/signed-in/$workspace" });
  return useSuspenseQuery(live(trpc.workspaces.get.queryOptions({ slug }))).data;
}
