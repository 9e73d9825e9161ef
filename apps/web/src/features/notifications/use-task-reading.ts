import { useDocumentVisibility } from "@mantine/hooks";
import { useTRPC } from "@plinth/client/react";
import { useMutation } from "@tanstack/react-query";
import { useEffect } from "react";
import { useUnread } from "./use-unread.ts";

/** Whoever looks at a task has read what they were told of it, also of what comes meanwhile. */
export function useTaskReading(taskId: string): void {
  const trpc = useTRPC();
  const unread = useUnread();
  const isVisible = useDocumentVisibility() === "visible";
  // A failure is worth no notice: the line stays unread.
  const { mutate } = useMutation({
    ...trpc.notifications.markTaskRead.mutationOptions(),
    meta: { explains: () => true },
  });
  useEffect(() => {
    if (unread > 0 && isVisible) mutate({ taskId });
  }, [unread, isVisible, taskId, mutate]);
}
