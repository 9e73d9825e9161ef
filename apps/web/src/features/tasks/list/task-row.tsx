import { memo } from "react";
import { StatusIcon } from "../../statuses/status-icon.tsx";
import { MemberAvatar } from "../member-avatar.tsx";
import { PriorityIcon, priorityWords } from "../priority-icon.tsx";
import { useProject } from "../project-scope.tsx";
import { type Selection, useSelected } from "../selection.ts";
import { type Task, taskCode } from "../task.ts";
import { TaskMarks } from "../task-marks.tsx";
import { taskMark, visibleIds } from "../visible-tasks.ts";
import { RowCell } from "./row-cell.tsx";
import classes from "./task-row.module.css";

interface Props {
  task: Task;
  href: string;
  /** Whether its panel is open. */
  open: boolean;
  selection: Selection;
}

/** One task of a list. Plain elements only: a list has a thousand of them. Clicks are handled by the list. */
export const TaskRow = memo(function TaskRow({ task, href, open, selection }: Props) {
  const { project, canEdit, statusOf, memberOf } = useProject();
  const selected = useSelected(selection, task.id);
  const code = taskCode(project.key, task.number);
  const status = statusOf(task.statusId);
  const assignee = memberOf(task.assigneeId);
  const select = (range: boolean) => (range ? selection.extend(task.id, visibleIds()) : selection.toggle(task.id));

  return (
    <li
      className={classes.row}
      data-task-row={task.id}
      data-selected={selected || undefined}
      data-open={open || undefined}
    >
      {canEdit && (
        <input
          type="checkbox"
          className={classes.select}
          checked={selected}
          onChange={({ nativeEvent }) => select(nativeEvent instanceof MouseEvent && nativeEvent.shiftKey)}
          aria-label={`Select ${code}`}
          tabIndex={-1}
        />
      )}
      <RowCell
        className={classes.priority}
        kind="priority"
        label={`Priority of ${code}: ${priorityWords[task.priority]}`}
      >
        <PriorityIcon priority={task.priority} />
      </RowCell>
      <span className={classes.code}>{code}</span>
      <RowCell className={classes.status} kind="status" label={`Status of ${code}: ${status?.name ?? "unknown"}`}>
        <StatusIcon category={status?.category ?? "todo"} />
      </RowCell>
      <a className={classes.title} href={href} {...taskMark(task.id, task.number)}>
        {task.title}
      </a>
      <span className={classes.marks}>
        <TaskMarks task={task} />
        {task.estimate !== null && (
          <span className={classes.points} title={`${task.estimate} points`}>
            {task.estimate}
          </span>
        )}
      </span>
      <RowCell
        className={classes.assignee}
        kind="assignee"
        label={`Assignee of ${code}: ${assignee?.name ?? "nobody"}`}
      >
        <MemberAvatar member={assignee} />
      </RowCell>
    </li>
  );
});
