import { Title } from "@mantine/core";
import { memo, useRef } from "react";
import { StatusIcon } from "../../statuses/status-icon.tsx";
import { useProject } from "../project-scope.tsx";
import { QuickAdd } from "../quick-add.tsx";
import type { BoardColumn } from "../task.ts";
import { useTaskSearch } from "../use-task-search.ts";
import classes from "./board.module.css";
import { Card } from "./card.tsx";
import type { Place } from "./place.ts";
import { useDropTarget } from "./use-drop-target.ts";

interface Props {
  column: BoardColumn;
  carriedId: string | undefined;
  onDrop: (id: string, place: Place) => void;
}

/** The cards of one status. */
export const Column = memo(function Column({ column, carriedId, onDrop }: Props) {
  const { canEdit, workspace, project, statusOf } = useProject();
  const { search } = useTaskSearch();
  const root = useRef<HTMLElement>(null);
  const line = useDropTarget(root, column, onDrop);
  const status = statusOf(column.statusId);
  const name = status?.name ?? "Unknown";
  const hidden = column.total - column.tasks.length;

  return (
    <section
      ref={root}
      className={classes.column}
      aria-label={name}
      data-target={line !== null || undefined}
      data-column={column.statusId}
    >
      <div className={classes.head}>
        <StatusIcon category={status?.category ?? "todo"} />
        <Title order={2} size="sm">
          {name}
        </Title>
        <span className={classes.count} title={`${column.total} tasks`}>
          {column.total}
        </span>
      </div>
      <ol className={classes.cards}>
        {column.tasks.flatMap((task, index) => [
          line === index && <li key="line" className={classes.line} aria-hidden />,
          <Card
            key={task.id}
            task={task}
            href={`/${workspace.slug}/p/${project.key}?task=${task.number}`}
            open={task.number === search.task}
            carried={task.id === carriedId}
          />,
        ])}
        {line === column.tasks.length && <li className={classes.line} aria-hidden />}
        {hidden > 0 && (
          <li className={classes.more}>{hidden} more, below these. Filter the board or use the list to see them.</li>
        )}
      </ol>
      {canEdit && (
        <div className={classes.foot}>
          <QuickAdd label="Add a task" fields={{ statusId: column.statusId }} />
        </div>
      )}
    </section>
  );
});
