import { useEffect, useState } from "react";
import { TaskBoard } from "../features/tasks/board/task-board.tsx";
import { FilterBar } from "../features/tasks/filter/filter-bar.tsx";
import { BulkBar } from "../features/tasks/list/bulk-bar.tsx";
import { TaskList } from "../features/tasks/list/task-list.tsx";
import { NewTaskDialog } from "../features/tasks/new-task-dialog.tsx";
import { TaskPanel } from "../features/tasks/panel/task-panel.tsx";
import { ProjectHeader } from "../features/tasks/project-header.tsx";
import { useProject } from "../features/tasks/project-scope.tsx";
import { Selection } from "../features/tasks/selection.ts";
import { useNewTask } from "../features/tasks/use-new-task.tsx";
import { useTaskKeys } from "../features/tasks/use-task-keys.ts";
import { useTaskSearch } from "../features/tasks/use-task-search.ts";
import { usePageTitle } from "../shell/page-title.ts";
import classes from "./project.module.css";

/** A project's tasks, as a list or a board, with the panel of the one that is open. */
export function ProjectPage() {
  const { project } = useProject();
  const { search } = useTaskSearch();
  const [selection] = useState(() => new Selection());
  const newTask = useNewTask();
  const view = search.view ?? "list";
  usePageTitle(project.name);

  // What is selected must be on the screen.
  const { task: _, ...shown } = search;
  const shownKey = JSON.stringify(shown);
  // Another view or filter shows other tasks.
  useEffect(() => {
    selection.clear();
  }, [shownKey]);

  return (
    <div className={classes.page} data-view={view}>
      <ProjectHeader onCreate={newTask.open} />
      <FilterBar />
      <div className={classes.body}>
        {view === "board" ? (
          <TaskBoard onCreate={newTask.open} />
        ) : (
          <TaskList selection={selection} onCreate={newTask.open} />
        )}
      </div>
      <BulkBar selection={selection} />
      <NewTaskDialog {...newTask} />
      <TaskKeys selection={selection} />
      {search.task !== undefined && <TaskPanel number={search.task} />}
    </div>
  );
}

/** Before the panel, whose own keys are to come first. */
function TaskKeys({ selection }: { selection: Selection }) {
  useTaskKeys(selection);
  return null;
}
