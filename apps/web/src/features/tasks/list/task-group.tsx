import { ActionIcon, Title, UnstyledButton } from "@mantine/core";
import { IconChevronDown, IconPlus } from "@tabler/icons-react";
import { useEffect, useId } from "react";
import { StatusIcon } from "../../statuses/status-icon.tsx";
import { type Status, useProject } from "../project-scope.tsx";
import type { Selection } from "../selection.ts";
import type { ServerFilter } from "../task-search.ts";
import { type TaskSort, useTaskPages } from "../use-task-pages.ts";
import { LoadingRows } from "./loading-rows.tsx";
import { MoreRows } from "./more-rows.tsx";
import classes from "./task-list.module.css";
import { TaskRows } from "./task-rows.tsx";

interface Props {
  status: Status;
  filter: ServerFilter;
  sort: TaskSort;
  selection: Selection;
  collapsed: boolean;
  /** With filters set, a status that has nothing to show is left out. */
  hideEmpty: boolean;
  onToggle: (statusId: string) => void;
  onCount: (statusId: string, count: number) => void;
  onCreate: (statusId: string) => void;
}

/** The tasks of one status, under its name. */
export function TaskGroup({
  status,
  filter,
  sort,
  selection,
  collapsed,
  hideEmpty,
  onToggle,
  onCount,
  onCreate,
}: Props) {
  const { canEdit } = useProject();
  const pages = useTaskPages({ ...filter, statusIds: [status.id] }, sort);
  const rowsId = useId();
  const count = pages.tasks.length;

  useEffect(() => {
    if (pages.isSuccess && !pages.isPlaceholderData) onCount(status.id, count);
  }, [pages.isSuccess, pages.isPlaceholderData, count, status.id, onCount]);

  if (hideEmpty && pages.isSuccess && count === 0) return null;
  return (
    <section className={classes.group} aria-label={status.name}>
      <div className={classes.head}>
        <UnstyledButton
          className={classes.toggle}
          aria-expanded={!collapsed}
          aria-controls={rowsId}
          onClick={() => onToggle(status.id)}
        >
          <IconChevronDown size={16} className={classes.chevron} aria-hidden />
          <StatusIcon category={status.category} />
          <Title order={2} size="sm">
            {status.name}
          </Title>
          {pages.isSuccess && (
            <span className={classes.count}>
              {count}
              {pages.hasNextPage && "+"}
            </span>
          )}
        </UnstyledButton>
        {canEdit && (
          <ActionIcon
            className={classes.add}
            variant="subtle"
            color="gray"
            onClick={() => onCreate(status.id)}
            aria-label={`New task in ${status.name}`}
          >
            <IconPlus size={16} />
          </ActionIcon>
        )}
      </div>
      <div id={rowsId} hidden={collapsed}>
        {pages.isPending && <LoadingRows rows={3} />}
        {pages.isSuccess && count === 0 && <p className={classes.none}>No tasks here.</p>}
        <TaskRows tasks={pages.tasks} stale={pages.isPlaceholderData} selection={selection} />
        <MoreRows pages={pages} />
      </div>
    </section>
  );
}
