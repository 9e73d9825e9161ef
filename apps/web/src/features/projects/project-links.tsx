import { ActionIcon, Skeleton } from "@mantine/core";
import { useLive, useTRPC } from "@plinth/client/react";
import { suffices } from "@plinth/server/inputs";
import { IconPlus } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import navigation from "../../shell/navigation.module.css";
import type { Workspace } from "../workspaces/workspace.ts";
import { openNewProject } from "./new-project.tsx";
import classes from "./project-links.module.css";
import { ProjectTile } from "./project-tile.tsx";

/** The projects of a workspace, in the navigation. */
export function ProjectLinks({ workspace }: { workspace: Workspace }) {
  const trpc = useTRPC();
  const { data: projects } = useLive(trpc.projects.list.queryOptions({ workspaceId: workspace.id }));
  return (
    <div className={classes.projects}>
      <div className={classes.header}>
        <span className={classes.title} id="project-links">
          Your projects
        </span>
        {suffices(workspace.role, "admin") && (
          <ActionIcon size="sm" aria-label="New project" onClick={openNewProject}>
            <IconPlus size={15} />
          </ActionIcon>
        )}
      </div>
      {!projects && <Skeleton height={20} mx={8} my={6} />}
      <ul className={classes.list} aria-labelledby="project-links">
        {projects?.map(({ id, key, name, openTasks }) => (
          <li key={id}>
            <Link
              to="/$workspace/p/$projectKey"
              params={{ workspace: workspace.slug, projectKey: key }}
              search={{}}
              activeOptions={{ includeSearch: false }}
              className={navigation.item}
            >
              <ProjectTile projectKey={key} />
              <span className={classes.name}>{name}</span>
              {openTasks > 0 && (
                <span className={classes.count} title={`${openTasks} open`}>
                  {openTasks}
                </span>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
}
