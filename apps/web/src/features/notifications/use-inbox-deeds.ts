import { useTRPC } from "@plinth/client/react";
import { useMutation } from "@tanstack/react-query";

/** What can be done to the lines of an inbox. That they show it is the live queries' affair. */
export function useInboxDeeds() {
  const trpc = useTRPC();
  return {
    markRead: useMutation(trpc.notifications.markRead.mutationOptions()),
    markUnread: useMutation(trpc.notifications.markUnread.mutationOptions()),
    markAllRead: useMutation(trpc.notifications.markAllRead.mutationOptions()),
  };
}
