import { EmptyProject, NothingMatches } from "../empty-project.tsx";
import { useProject } from "../project-scope.tsx";
import type { Selection } from "../selection.ts";
import { filterCount, toFilter } from "../task-search.ts";
import { useTaskPages } from "../use-task-pages.ts";
import { useTaskSearch } from "../use-task-search.ts";
import { LoadingRows } from "./loading-rows.tsx";
import { MoreRows } from "./more-rows.tsx";
import { TaskRows } from "./task-rows.tsx";

/** All tasks in one list. */
export function FlatList({ selection, onCreate }: { selection: Selection; onCreate: () => void }) {
  const { project, userId } = useProject();
  const { search } = useTaskSearch();
  const pages = useTaskPages(toFilter(search, project.id, userId), search.sort ?? "created");
  if (pages.isPending) return <LoadingRows rows={12} />;
  if (pages.isSuccess && pages.tasks.length === 0) {
    return filterCount(search) > 0 ? <NothingMatches /> : <EmptyProject onCreate={onCreate} />;
  }
  return (
    <>
      <TaskRows tasks={pages.tasks} stale={pages.isPlaceholderData} selection={selection} />
      <MoreRows pages={pages} />
    </>
  );
}
