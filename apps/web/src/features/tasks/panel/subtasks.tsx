import { Title } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { StatusIcon } from "../../statuses/status-icon.tsx";
import { useProject } from "../project-scope.tsx";
import { QuickAdd } from "../quick-add.tsx";
import { type TaskInFull, taskCode } from "../task.ts";
import classes from "./subtasks.module.css";
import panel from "./task-panel.module.css";

/** The parts of a task, each a task of its own. */
export function Subtasks({ task }: { task: TaskInFull }) {
  const { project, canEdit, statusOf, isClosed } = useProject();
  const closed = task.subtasks.filter(({ statusId }) => isClosed(statusId)).length;
  return (
    <section className={panel.section} aria-label="Subtasks">
      {task.subtasks.length > 0 && (
        <Title order={3} size="h4" mb={4}>
          Subtasks {closed} of {task.subtasks.length}
        </Title>
      )}
      <ul className={classes.rows}>
        {task.subtasks.map(({ id, number, title, statusId }) => (
          <li key={id}>
            <Link
              from="/$workspace/p/$projectKey/"
              to="."
              search={(before) => ({ ...before, task: number })}
              className={classes.row ?? ""}
            >
              <StatusIcon category={statusOf(statusId)?.category ?? "todo"} />
              <span className={classes.code}>{taskCode(project.key, number)}</span>
              <span className={panel.ellipsis}>{title}</span>
            </Link>
          </li>
        ))}
      </ul>
      {canEdit && <QuickAdd label="Add a subtask" fields={{ parentId: task.id }} />}
    </section>
  );
}
