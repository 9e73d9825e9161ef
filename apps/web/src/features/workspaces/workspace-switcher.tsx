import { Menu, Skeleton, UnstyledButton, VisuallyHidden } from "@mantine/core";
import { useLive, useTRPC } from "@plinth/client/react";
import { IconCheck, IconPlus, IconSelector } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { Wordmark } from "../../shell/wordmark.tsx";
import type { Workspace } from "./workspace.ts";
import classes from "./workspace-switcher.module.css";
import { WorkspaceTile } from "./workspace-tile.tsx";

/** Names the workspace one is in and leads to the others. */
export function WorkspaceSwitcher({ current }: { current: Workspace | undefined }) {
  const trpc = useTRPC();
  const { data: workspaces } = useLive(trpc.workspaces.list.queryOptions());
  if (!workspaces) return <Skeleton height={40} />;
  if (workspaces.length === 0) {
    return (
      <div className={classes.brand}>
        <Wordmark />
      </div>
    );
  }
  return (
    <Menu width={236} position="bottom-start">
      <Menu.Target>
        <UnstyledButton className={classes.switcher}>
          <WorkspaceTile name={current?.name ?? "?"} />
          <span className={classes.name}>{current?.name ?? "Choose a workspace"}</span>
          <VisuallyHidden>Switch workspace</VisuallyHidden>
          <IconSelector size={15} aria-hidden className={classes.chevrons} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {workspaces.map(({ id, name, slug }) => (
          <Menu.Item
            key={id}
            leftSection={<WorkspaceTile name={name} />}
            rightSection={id === current?.id && <IconCheck size={15} aria-label="current" />}
            renderRoot={(props) => <Link {...props} to="/$workspace" params={{ workspace: slug }} search={{}} />}
          >
            {name}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item leftSection={<IconPlus size={16} />} renderRoot={(props) => <Link {...props} to="/new-workspace" />}>
          New workspace
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
