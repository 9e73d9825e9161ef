import { Skeleton } from "@mantine/core";
import { useLive, useTRPC } from "@plinth/client/react";
import { keepPreviousData } from "@tanstack/react-query";
import { EmptyProject, NothingMatches } from "../empty-project.tsx";
import { LoadFailure } from "../load-failure.tsx";
import { useProject } from "../project-scope.tsx";
import { filterCount, toFilter } from "../task-search.ts";
import { useTaskSearch } from "../use-task-search.ts";
import classes from "./board.module.css";
import { BoardColumns } from "./board-columns.tsx";

/** A project's tasks as cards in a column per status. */
export function TaskBoard({ onCreate }: { onCreate: () => void }) {
  const trpc = useTRPC();
  const { project, statuses, userId } = useProject();
  const { search } = useTaskSearch();
  const { statusIds: _, ...filter } = toFilter(search, project.id, userId);
  const { data, error, refetch, isPlaceholderData } = useLive({
    ...trpc.tasks.board.queryOptions(filter),
    placeholderData: keepPreviousData,
  });

  if (!data) {
    if (error) return <LoadFailure error={error} onRetry={() => refetch()} />;
    return (
      <div className={classes.board} aria-busy>
        {statuses.map(({ id }) => (
          <Skeleton key={id} height="100%" />
        ))}
      </div>
    );
  }
  if (!isPlaceholderData && data.columns.every(({ total }) => total === 0)) {
    return filterCount(search) > 0 ? <NothingMatches /> : <EmptyProject onCreate={onCreate} />;
  }
  return <BoardColumns columns={data.columns} stale={isPlaceholderData} />;
}
