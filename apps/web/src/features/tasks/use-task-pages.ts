import { live, useTRPC } from "@plinth/client/react";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import type { ServerFilter } from "./task-search.ts";

export type TaskSort = "created" | "updated" | "manual";

const rowsOfAPage = 50;

/** The tasks that match a filter, page by page. While a changed filter loads, what was found before stays on the screen. */
export function useTaskPages(filter: ServerFilter, sort: TaskSort) {
  const trpc = useTRPC();
  const pages = trpc.tasks.list.infiniteQueryOptions(
    { ...filter, sort, limit: rowsOfAPage },
    { getNextPageParam: (page) => page.nextCursor ?? undefined },
  );
  const query = useInfiniteQuery({ ...live(pages), placeholderData: keepPreviousData });
  return { ...query, tasks: query.data?.pages.flatMap((page) => page.tasks) ?? [] };
}
