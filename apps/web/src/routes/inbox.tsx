import { ActionIcon, Tooltip } from "@mantine/core";
import { IconSettings } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { Inbox } from "../features/notifications/inbox.tsx";
import { Page } from "../shell/page.tsx";

export function InboxPage() {
  const settings = (
    <Tooltip label="What you are told of">
      <ActionIcon
        size="lg"
        aria-label="What you are told of"
        renderRoot={(props) => <Link {...props} to="/account" hash="notifications" />}
      >
        <IconSettings size={19} />
      </ActionIcon>
    </Tooltip>
  );
  return (
    <Page title="Inbox" actions={settings}>
      <Inbox />
    </Page>
  );
}
