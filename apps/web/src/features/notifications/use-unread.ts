import { useLive, useTRPC } from "@plinth/client/react";
import { useEffect } from "react";
import { countInTitle } from "../../shell/page-title.ts";
import { badgeIcon } from "./badge-icon.ts";

/** How many notifications this person has not read yet, as it is now; 100 stands for as many or more. */
export function useUnread(): number {
  const trpc = useTRPC();
  return useLive(trpc.notifications.unreadCount.queryOptions()).data?.count ?? 0;
}

/** Shows the same on the browser's tab: in its title and on its icon. Once in a page. */
export function useUnreadOnTab(): void {
  const unread = useUnread();
  useEffect(() => {
    const icon = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
    const plain = icon?.href;
    countInTitle(unread);
    if (icon && unread > 0) icon.href = badgeIcon(unread);
    return () => {
      countInTitle(0);
      if (icon && plain) icon.href = plain;
    };
  }, [unread]);
}
