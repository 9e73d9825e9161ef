import { live, useTRPC } from "@plinth/client/react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { ActivityEntry } from "./activity-entry.tsx";
import { ActivityList } from "./activity-list.tsx";
import { deedWords } from "./sentences.ts";

/** What happened to one task. */
export function TaskActivity({ taskId }: { taskId: string }) {
  const trpc = useTRPC();
  const pages = useInfiniteQuery(
    live(
      trpc.activity.ofTask.infiniteQueryOptions(
        { taskId },
        { getNextPageParam: (page) => page.nextCursor ?? undefined },
      ),
    ),
  );
  return (
    <ActivityList
      pages={pages}
      entry={(entry) => (
        <ActivityEntry key={entry.id} entry={entry}>
          {deedWords(entry, "this")}
        </ActivityEntry>
      )}
    />
  );
}
