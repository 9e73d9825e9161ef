import { useLive, useTRPC } from "@plinth/client/react";
import { IconPlus } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useMemo } from "react";
import { type Command, useCommands } from "../../commands.ts";
import type { Workspace } from "./workspace.ts";
import { WorkspaceTile } from "./workspace-tile.tsx";

/** Offers the other workspaces, and a new one, in the palette. */
export function useSwitchingCommands(current: Workspace | undefined): void {
  const trpc = useTRPC();
  const navigate = useNavigate();
  const { data: workspaces } = useLive(trpc.workspaces.list.queryOptions());
  const commands = useMemo((): Command[] => {
    const group = "Workspaces";
    const others = (workspaces ?? []).filter(({ id }) => id !== current?.id);
    return [
      ...others.map(({ id, name, slug }) => ({
        ...{ id: `workspace.${id}`, label: name, group, hint: "Switch workspace" },
        icon: <WorkspaceTile name={name} />,
        run: () => void navigate({ to: "/$workspace", params: { workspace: slug }, search: {} }),
      })),
      {
        ...{ id: "workspace.new", label: "New workspace", group, keywords: "create team" },
        icon: <IconPlus size={17} />,
        run: () => void navigate({ to: "/new-workspace" }),
      },
    ];
  }, [workspaces, current?.id, navigate]);
  useCommands(commands);
}
