import { useLive, useTRPC } from "@plinth/client/react";
import { useParams } from "@tanstack/react-router";
import { lastWorkspace } from "./last-workspace.ts";
import type { Workspace } from "./workspace.ts";

/** The workspace of this page; on pages outside of any, the one the person was in last. Undefined while loading, and for strangers. */
export function useCurrentWorkspace(): Workspace | undefined {
  const trpc = useTRPC();
  const { workspace: here } = useParams({ strict: false });
  const { data: listed } = useLive(trpc.workspaces.list.queryOptions());
  const workspaces = listed?.filter(({ heldSince }) => !heldSince);
  const slug = here ?? lastWorkspace();
  const named = workspaces?.find((workspace) => workspace.slug === slug);
  return named ?? (here ? undefined : workspaces?.[0]);
}
