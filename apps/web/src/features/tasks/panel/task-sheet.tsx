import { useTaskReading } from "../../notifications/use-task-reading.ts";
import { useProject } from "../project-scope.tsx";
import type { TaskInFull } from "../task.ts";
import { useTaskChange } from "../use-task-change.ts";
import { ConflictChoice } from "./conflict-choice.tsx";
import { Subtasks } from "./subtasks.tsx";
import { TaskBody } from "./task-body.tsx";
import { TaskOrigin } from "./task-origin.tsx";
import classes from "./task-panel.module.css";
import { TaskProperties } from "./task-properties.tsx";
import { TaskTalk } from "./task-talk.tsx";
import { TaskTimes } from "./task-times.tsx";
import { TaskTitle } from "./task-title.tsx";

/** Everything about one task. */
export function TaskSheet({ task }: { task: TaskInFull }) {
  const { canEdit } = useProject();
  useTaskReading(task.id);
  const { change, conflict, settle } = useTaskChange(task);
  return (
    <div className={classes.content}>
      <TaskTitle task={task} change={change} />
      {conflict && <ConflictChoice task={task} conflict={conflict} onSettle={settle} />}
      <TaskProperties task={task} change={(patch) => change({ patch })} />
      <TaskBody task={task} change={change} />
      {task.origin && <TaskOrigin origin={task.origin} />}
      {(canEdit || task.subtasks.length > 0) && <Subtasks task={task} />}
      <TaskTimes task={task} />
      <TaskTalk task={task} />
    </div>
  );
}
