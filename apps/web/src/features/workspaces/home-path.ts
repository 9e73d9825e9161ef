import { queryClient, trpc } from "../../api.ts";
import { insteadOfPage } from "../sessions/guards.ts";
import { lastWorkspace } from "./last-workspace.ts";

/** Where a person starts: the workspace they were in last, or any, or the page that makes one. */
export async function homePath() {
  const workspaces = await queryClient.query(trpc.workspaces.list.queryOptions()).catch((error: unknown) => {
    throw insteadOfPage(error, "/");
  });
  const last = lastWorkspace();
  const home =
    workspaces.find(({ slug }) => slug === last) ?? workspaces.find(({ heldSince }) => !heldSince) ?? workspaces[0];
  return home
    ? ({ to: "/$workspace", params: { workspace: home.slug } } as const)
    : ({ to: "/new-workspace" } as const);
}
