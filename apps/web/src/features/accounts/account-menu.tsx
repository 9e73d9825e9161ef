import { Menu, UnstyledButton, VisuallyHidden } from "@mantine/core";
import { IconKeyboard, IconListCheck, IconLogout, IconUserCircle, IconUsers } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { ColorSchemeItem } from "../../shell/color-scheme-item.tsx";
import { openShortcutSheet } from "../../shell/shortcut-sheet.tsx";
import { useSignOut } from "../sessions/use-sign-out.ts";
import classes from "../workspaces/workspace-switcher.module.css";
import { Initials } from "./initials.tsx";
import { useMe } from "./use-me.ts";

/** Who is signed in, and what they can do about themselves. */
export function AccountMenu() {
  const { name, email, operator, impersonated } = useMe();
  const signOut = useSignOut();
  return (
    <Menu width={216} position="top-start">
      <Menu.Target>
        <UnstyledButton className={classes.switcher}>
          <Initials name={name} />
          <span className={classes.name}>{name}</span>
          <VisuallyHidden>Your account</VisuallyHidden>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{email}</Menu.Label>
        <Menu.Item leftSection={<IconUserCircle size={16} />} renderRoot={(props) => <Link {...props} to="/account" />}>
          My account
        </Menu.Item>
        {operator && (
          <Menu.Item
            leftSection={<IconUsers size={16} />}
            renderRoot={(props) => <Link {...props} to="/admin/people" />}
          >
            People
          </Menu.Item>
        )}
        {operator && (
          <Menu.Item
            leftSection={<IconListCheck size={16} />}
            renderRoot={(props) => <Link {...props} to="/admin/jobs" />}
          >
            Jobs
          </Menu.Item>
        )}
        <ColorSchemeItem />
        <Menu.Item leftSection={<IconKeyboard size={16} />} onClick={openShortcutSheet}>
          Keyboard shortcuts
        </Menu.Item>
        {/* Whoever is signed in as somebody else stops that: see the banner. */}
        {!impersonated && (
          <>
            <Menu.Divider />
            <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => signOut.mutate()}>
              Sign out
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
