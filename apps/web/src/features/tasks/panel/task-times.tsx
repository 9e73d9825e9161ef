import { Ago } from "../../../shell/ago.tsx";
import { useProject } from "../project-scope.tsx";
import type { TaskInFull } from "../task.ts";
import classes from "./task-panel.module.css";

/** When a task was made, changed and closed. */
export function TaskTimes({ task }: { task: TaskInFull }) {
  const { memberOf } = useProject();
  const creator = memberOf(task.createdBy)?.name;
  return (
    <p className={classes.footnote}>
      Created {creator && `by ${creator} `}
      <Ago moment={task.createdAt} />, changed <Ago moment={task.updatedAt} />
      {task.closedAt && (
        <>
          , closed <Ago moment={task.closedAt} />
        </>
      )}
    </p>
  );
}
