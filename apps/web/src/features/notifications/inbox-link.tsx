import { ActionIcon, Indicator } from "@mantine/core";
import { IconBell } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import classes from "./inbox-link.module.css";
import { countWords } from "./unread.ts";
import { useUnread } from "./use-unread.ts";

const words = (unread: number) => (unread > 0 ? `Inbox, ${countWords(unread)} unread` : "Inbox");

/** The way to the inbox in the navigation, with how much is unread. */
export function InboxLink({ className }: { className: string }) {
  const unread = useUnread();
  return (
    <Link to="/inbox" className={className} aria-label={words(unread)}>
      <IconBell size={17} aria-hidden /> Inbox
      {unread > 0 && <span className={classes.count}>{countWords(unread)}</span>}
    </Link>
  );
}

/** The same, where there is only room for a bell. */
export function InboxBell() {
  const unread = useUnread();
  return (
    <Indicator label={countWords(unread)} size={16} offset={6} disabled={unread === 0} color="red">
      <ActionIcon size="lg" aria-label={words(unread)} renderRoot={(props) => <Link {...props} to="/inbox" />}>
        <IconBell size={20} />
      </ActionIcon>
    </Indicator>
  );
}
