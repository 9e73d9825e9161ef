import { projectInputs } from "@plinth/server/inputs";
import { notFound } from "@tanstack/react-router";
import { queryClient, trpc } from "../../api.ts";
import { insteadOfPage } from "../sessions/guards.ts";

/** Loads what every page of a project needs. A project that is not there, and one of others, get the same "not found". */
export async function loadProject(slug: string, key: string, href: string): Promise<void> {
  if (!projectInputs.projectKey.safeParse(key).success) throw notFound();
  try {
    const workspace = await queryClient.ensureQueryData(trpc.workspaces.get.queryOptions({ slug }));
    const members = queryClient.ensureQueryData(trpc.members.list.queryOptions({ workspaceId: workspace.id }));
    // When the project is refused first, nobody is left to be told of this one.
    members.catch(() => {});
    const project = await queryClient.ensureQueryData(
      trpc.projects.getByKey.queryOptions({ workspaceId: workspace.id, key }),
    );
    await Promise.all([
      members,
      queryClient.ensureQueryData(trpc.statuses.list.queryOptions({ projectId: project.id })),
      queryClient.ensureQueryData(trpc.labels.list.queryOptions({ projectId: project.id })),
    ]);
  } catch (error) {
    throw insteadOfPage(error, href);
  }
}
