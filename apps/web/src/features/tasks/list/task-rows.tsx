import { useProject } from "../project-scope.tsx";
import type { Selection } from "../selection.ts";
import type { Task } from "../task.ts";
import { useTaskSearch } from "../use-task-search.ts";
import classes from "./task-list.module.css";
import { TaskRow } from "./task-row.tsx";

interface Props {
  tasks: Task[];
  /** These are still the rows of the filter before. */
  stale: boolean;
  selection: Selection;
}

/** The rows of a list. Their links work by themselves, for a new tab or a bookmark. */
export function TaskRows({ tasks, stale, selection }: Props) {
  const { workspace, project } = useProject();
  const { search } = useTaskSearch();
  if (tasks.length === 0) return null;
  return (
    <ul className={classes.rows} data-stale={stale || undefined}>
      {tasks.map((task) => (
        <TaskRow
          key={task.id}
          task={task}
          href={`/${workspace.slug}/p/${project.key}?task=${task.number}`}
          open={task.number === search.task}
          selection={selection}
        />
      ))}
    </ul>
  );
}
