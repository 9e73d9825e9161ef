import { useLive, useTRPC } from "@plinth/client/react";
import { suffices } from "@plinth/server/inputs";
import { LoadFailure } from "../../shell/load-failure.tsx";
import { RowSkeletons } from "../../shell/row-skeletons.tsx";
import rows from "../../shell/rows.module.css";
import type { Workspace } from "../workspaces/workspace.ts";
import { NoProjects } from "./no-projects.tsx";
import { ProjectRow } from "./project-row.tsx";
import { useProjectArchive } from "./use-project-archive.ts";

interface Props {
  workspace: Workspace;
  archived: boolean;
}

/** The active or the archived projects of a workspace. */
export function ProjectList({ workspace, archived }: Props) {
  const trpc = useTRPC();
  const input = { workspaceId: workspace.id, ...(archived && { archived }) };
  const { data: projects, error, refetch } = useLive(trpc.projects.list.queryOptions(input));
  const { archive, restore } = useProjectArchive(workspace.id);
  const manages = suffices(workspace.role, "admin");

  if (error && !projects) return <LoadFailure error={error} onRetry={() => void refetch()} />;
  if (!projects) return <RowSkeletons count={4} />;
  if (projects.length === 0) return <NoProjects archived={archived} manages={manages} />;
  return (
    <ul className={rows.rows}>
      {projects.map((project) => (
        <ProjectRow
          key={project.id}
          project={project}
          slug={workspace.slug}
          {...(manages && { onMove: () => (archived ? restore : archive).mutate({ id: project.id }) })}
        />
      ))}
    </ul>
  );
}
