import { ActionIcon, Indicator, VisuallyHidden } from "@mantine/core";
import { IconBell } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import classes from "./inbox-link.module.css";
import { countWords } from "./unread.ts";
import { useUnread } from "./use-unread.ts";

/** The way to the inbox in the navigation, with how much is unread. */
export function InboxLink({ className }: { className: string }) {
  const unread = useUnread();
  return (
    <Link to="/inbox" className={className}>
      <IconBell size={17} aria-hidden />
      <span>Inbox</span>
      {unread > 0 && (
        <span className={classes.count}>
          {countWords(unread)}
          <VisuallyHidden> unread</VisuallyHidden>
        </span>
      )}
    </Link>
  );
}

/** The same, where there is only room for a bell. */
export function InboxBell() {
  const unread = useUnread();
  return (
    <Indicator label={countWords(unread)} size={16} offset={6} disabled={unread === 0} color="red" zIndex={1}>
      <ActionIcon
        size="lg"
        aria-label={unread > 0 ? `Inbox ${countWords(unread)} unread` : "Inbox"}
        renderRoot={(props) => <Link {...props} to="/inbox" />}
      >
        <IconBell size={20} />
      </ActionIcon>
    </Indicator>
  );
}
