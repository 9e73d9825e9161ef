import { useTRPC } from "@plinth/client/react";
import { useQuery } from "@tanstack/react-query";
import { NewWorkspaceForm } from "../features/workspaces/new-workspace-form.tsx";
import { Page } from "../shell/page.tsx";

export function NewWorkspacePage() {
  const trpc = useTRPC();
  const { data: workspaces } = useQuery(trpc.workspaces.list.queryOptions());
  const first = workspaces?.length === 0;
  return (
    <Page
      title={first ? "Create your first workspace" : "New workspace"}
      lead={
        first
          ? "A workspace holds a team and its projects. If you were invited to one, open the link you were sent instead."
          : "A workspace holds a team and its projects. You will be its owner."
      }
    >
      <NewWorkspaceForm />
    </Page>
  );
}
