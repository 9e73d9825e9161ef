import type { ProjectSummary } from "./project.ts";
import classes from "./project-progress.module.css";

/** How much of a project is done. */
export function ProjectProgress({ project: { openTasks, doneTasks } }: { project: ProjectSummary }) {
  const all = openTasks + doneTasks;
  if (all === 0) return <span className={classes.words}>No tasks</span>;
  const percent = Math.round((doneTasks / all) * 100);
  return (
    <div className={classes.progress}>
      <span className={classes.words}>
        {openTasks} open<span className={classes.done}>, {doneTasks} done</span>
      </span>
      <span className={classes.track} aria-hidden="true">
        <span className={classes.bar} style={{ width: `${percent}%` }} />
      </span>
    </div>
  );
}
