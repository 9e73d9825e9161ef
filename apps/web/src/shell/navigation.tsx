import { UnstyledButton } from "@mantine/core";
import { IconFolders, IconSearch, IconSettings, IconUsers } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { AccountMenu } from "../features/accounts/account-menu.tsx";
import { InboxLink } from "../features/notifications/inbox-link.tsx";
import { ProjectLinks } from "../features/projects/project-links.tsx";
import { useCurrentWorkspace } from "../features/workspaces/use-current-workspace.ts";
import { WorkspaceSwitcher } from "../features/workspaces/workspace-switcher.tsx";
import { openPalette } from "./command-palette.tsx";
import { Keys } from "./keys.tsx";
import classes from "./navigation.module.css";

/** Everything one can go to from here. */
export function Navigation() {
  const current = useCurrentWorkspace();
  const params = { workspace: current?.slug ?? "" };
  return (
    <nav className={classes.navigation} aria-label="Workspace">
      <WorkspaceSwitcher current={current} />
      <UnstyledButton className={classes.search} onClick={openPalette}>
        <IconSearch size={15} aria-hidden />
        <span className={classes.grow}>Search or jump to</span>
        <Keys keys="mod+k" />
      </UnstyledButton>
      <ul className={classes.list}>
        <li>
          <InboxLink className={classes.item ?? ""} />
        </li>
      </ul>
      {current && (
        <>
          <ul className={classes.list}>
            <li>
              <Link
                to="/$workspace"
                params={params}
                search={{}}
                activeOptions={{ exact: true }}
                className={classes.item}
              >
                <IconFolders size={17} aria-hidden /> Projects
              </Link>
            </li>
            <li>
              <Link to="/$workspace/members" params={params} className={classes.item}>
                <IconUsers size={17} aria-hidden /> Members
              </Link>
            </li>
            <li>
              <Link to="/$workspace/settings" params={params} className={classes.item}>
                <IconSettings size={17} aria-hidden /> Settings
              </Link>
            </li>
          </ul>
          <ProjectLinks workspace={current} />
        </>
      )}
      <div className={classes.bottom}>
        <AccountMenu />
      </div>
    </nav>
  );
}
