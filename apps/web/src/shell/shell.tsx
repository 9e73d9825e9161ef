import { ActionIcon, Drawer } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconMenu2, IconSearch } from "@tabler/icons-react";
import { Link, Outlet, useRouterState } from "@tanstack/react-router";
import { useEffect } from "react";
import { UnverifiedBanner } from "../features/emails/unverified-banner.tsx";
import { useHomeZone } from "../features/notifications/home-zone.ts";
import { InboxBell } from "../features/notifications/inbox-link.tsx";
import { useUnreadOnTab } from "../features/notifications/use-unread.ts";
import { ProofDialog } from "../features/sessions/proof-dialog.tsx";
import { AppCommands } from "./app-commands.tsx";
import { CommandPalette, openPalette } from "./command-palette.tsx";
import { LiveStatus } from "./live-status.tsx";
import { Navigation } from "./navigation.tsx";
import classes from "./shell.module.css";
import { ShortcutSheet } from "./shortcut-sheet.tsx";
import { Wordmark } from "./wordmark.tsx";

/** What stands around every page of a signed-in person: navigation beside it, or in a drawer where there is no room. */
export function Shell() {
  const [opened, drawer] = useDisclosure();
  const path = useRouterState({ select: ({ location }) => location.pathname });
  useEffect(drawer.close, [path]);
  useUnreadOnTab();
  useHomeZone();

  return (
    <div className={classes.shell}>
      <a className={classes.skip} href="#main">
        Skip to the content
      </a>
      <header className={classes.top}>
        <ActionIcon size="lg" aria-label="Open navigation" aria-expanded={opened} onClick={drawer.open}>
          <IconMenu2 size={20} />
        </ActionIcon>
        <Link to="/" className={classes.brand} aria-label="Plinth, home">
          <Wordmark size={18} />
        </Link>
        <div className={classes.topActions}>
          <InboxBell />
          <ActionIcon size="lg" aria-label="Search or jump to" onClick={openPalette}>
            <IconSearch size={19} />
          </ActionIcon>
        </div>
      </header>
      <div className={classes.side}>
        <Navigation />
      </div>
      <main className={classes.main} id="main" tabIndex={-1}>
        <UnverifiedBanner />
        <Outlet />
      </main>
      <Drawer
        opened={opened}
        onClose={drawer.close}
        size={280}
        title={<Wordmark size={18} />}
        closeButtonProps={{ "aria-label": "Close navigation" }}
        classNames={{ content: classes.drawer, header: classes.drawerHeader, body: classes.drawerBody }}
      >
        <Navigation />
      </Drawer>
      <ProofDialog />
      <AppCommands />
      <CommandPalette />
      <ShortcutSheet />
      <LiveStatus />
    </div>
  );
}
