import { draggable } from "@atlaskit/pragmatic-drag-and-drop/element/adapter";
import { memo, useEffect, useRef, useState } from "react";
import { MemberAvatar } from "../member-avatar.tsx";
import { PriorityIcon, priorityWords } from "../priority-icon.tsx";
import { useProject } from "../project-scope.tsx";
import { type Task, taskCode } from "../task.ts";
import { TaskMarks } from "../task-marks.tsx";
import { taskMark } from "../visible-tasks.ts";
import classes from "./board.module.css";
import { boardHelpId } from "./board-help.ts";
import { CardPick } from "./card-pick.tsx";

interface Props {
  task: Task;
  href: string;
  /** Whether its panel is open. */
  open: boolean;
  /** Whether the keyboard carries it. */
  carried: boolean;
}

/** One task on the board. */
export const Card = memo(function Card({ task, href, open, carried }: Props) {
  const { project, canEdit, memberOf } = useProject();
  const root = useRef<HTMLLIElement>(null);
  const [dragging, setDragging] = useState(false);
  const code = taskCode(project.key, task.number);
  const assignee = memberOf(task.assigneeId);

  useEffect(() => {
    const element = root.current;
    if (!element || !canEdit) return;
    return draggable({
      element,
      getInitialData: () => ({ taskId: task.id }),
      onDragStart: () => setDragging(true),
      onDrop: () => setDragging(false),
    });
  }, [task.id, canEdit]);

  return (
    <li
      ref={root}
      className={classes.card}
      data-task-row={task.id}
      data-open={open || undefined}
      data-carried={carried || undefined}
      data-dragging={dragging || undefined}
    >
      <div className={classes.top}>
        <span>{code}</span>
        <span className={classes.ends}>
          {task.priority !== "none" && (
            <CardPick kind="priority" label={`Priority of ${code}: ${priorityWords[task.priority]}`}>
              <PriorityIcon priority={task.priority} />
            </CardPick>
          )}
          <CardPick kind="assignee" label={`Assignee of ${code}: ${assignee?.name ?? "nobody"}`}>
            <MemberAvatar member={assignee} />
          </CardPick>
        </span>
      </div>
      <a
        className={classes.title}
        href={href}
        draggable={false}
        aria-describedby={canEdit ? boardHelpId : undefined}
        {...taskMark(task.id, task.number)}
      >
        {task.title}
      </a>
      <div className={classes.marks}>
        <TaskMarks task={task} />
      </div>
    </li>
  );
});
