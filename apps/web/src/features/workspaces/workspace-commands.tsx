import { useLive, useTRPC } from "@plinth/client/react";
import { IconFolders, IconSettings, IconUsers } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useMemo } from "react";
import { type Command, useCommands } from "../../commands.ts";
import { useShortcut } from "../../shortcuts.ts";
import { NewProject } from "../projects/new-project.tsx";
import { ProjectTile } from "../projects/project-tile.tsx";
import type { Workspace } from "./workspace.ts";

/** The commands and keys that work wherever a workspace is at hand. */
export function WorkspaceCommands({ workspace }: { workspace: Workspace }) {
  const trpc = useTRPC();
  const navigate = useNavigate();
  const { data: projects } = useLive(trpc.projects.list.queryOptions({ workspaceId: workspace.id }));
  const go = useMemo(() => {
    const params = { workspace: workspace.slug };
    return {
      projects: () => void navigate({ to: "/$workspace", params, search: {} }),
      members: () => void navigate({ to: "/$workspace/members", params }),
      settings: () => void navigate({ to: "/$workspace/settings", params }),
      project: (projectKey: string) =>
        void navigate({ to: "/$workspace/p/$projectKey", params: { ...params, projectKey }, search: {} }),
    };
  }, [navigate, workspace.slug]);

  const commands = useMemo((): Command[] => {
    const group = "Go to";
    const toProjects = (projects ?? []).map(({ id, key, name }) => ({
      ...{ id: `project.${id}`, label: name, group: "Projects", keywords: key },
      icon: <ProjectTile projectKey={key} />,
      run: () => go.project(key),
    }));
    return [
      ...toProjects,
      { id: "go.projects", label: "Projects", group, keys: "g p", icon: <IconFolders size={17} />, run: go.projects },
      { id: "go.members", label: "Members", group, keys: "g m", icon: <IconUsers size={17} />, run: go.members },
      { id: "go.settings", label: "Settings", group, keys: "g s", icon: <IconSettings size={17} />, run: go.settings },
    ];
  }, [projects, go]);
  useCommands(commands);
  useShortcut("g p", "Projects", go.projects, { group: "Go to" });
  useShortcut("g m", "Members", go.members, { group: "Go to" });
  useShortcut("g s", "Settings", go.settings, { group: "Go to" });
  return <NewProject workspace={workspace} />;
}
