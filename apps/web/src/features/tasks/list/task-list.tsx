import { useLocalStorage } from "@mantine/hooks";
import { useCallback, useMemo, useState } from "react";
import { EmptyProject, NothingMatches } from "../empty-project.tsx";
import { useProject } from "../project-scope.tsx";
import type { Selection } from "../selection.ts";
import { filterCount, toFilter, valuesOf } from "../task-search.ts";
import { useTaskClicks } from "../use-task-clicks.ts";
import { useTaskSearch } from "../use-task-search.ts";
import { FlatList } from "./flat-list.tsx";
import { TaskGroup } from "./task-group.tsx";
import classes from "./task-list.module.css";

interface Props {
  selection: Selection;
  onCreate: (statusId?: string) => void;
}

/** A project's tasks as a list: by status, or flat. */
export function TaskList({ selection, onCreate }: Props) {
  const { search } = useTaskSearch();
  const onClick = useTaskClicks();
  return (
    // Keys reach the links and buttons inside; this only saves a thousand listeners.
    // biome-ignore lint/a11y/noStaticElementInteractions: see above
    // biome-ignore lint/a11y/useKeyWithClickEvents: see above
    <div className={classes.list} onClick={onClick}>
      {search.group === "none" ? (
        <FlatList selection={selection} onCreate={onCreate} />
      ) : (
        <GroupedList selection={selection} onCreate={onCreate} />
      )}
    </div>
  );
}

function GroupedList({ selection, onCreate }: Props) {
  const { project, statuses, userId } = useProject();
  const { search } = useTaskSearch();
  const filter = useMemo(() => toFilter(search, project.id, userId), [search, project.id, userId]);
  const [collapsed, setCollapsed] = useLocalStorage<string[]>({
    key: `plinth.collapsed.${project.id}`,
    defaultValue: [],
    getInitialValueInEffect: false,
  });
  const [counts, setCounts] = useState<Record<string, number>>({});
  const wanted = valuesOf(search, "status");
  const groups = wanted.length > 0 ? statuses.filter(({ id }) => wanted.includes(id)) : statuses;
  const filtered = filterCount(search) > 0;
  const empty = groups.every(({ id }) => counts[id] === 0);

  const onCount = useCallback(
    (statusId: string, count: number) => setCounts((known) => ({ ...known, [statusId]: count })),
    [],
  );
  const onToggle = useCallback(
    (statusId: string) =>
      setCollapsed((ids) => (ids.includes(statusId) ? ids.filter((id) => id !== statusId) : [...ids, statusId])),
    [setCollapsed],
  );

  return (
    <>
      {empty && (filtered ? <NothingMatches /> : <EmptyProject onCreate={onCreate} />)}
      {groups.map((status) => (
        <TaskGroup
          key={status.id}
          status={status}
          filter={filter}
          sort={search.sort ?? "manual"}
          selection={selection}
          collapsed={collapsed.includes(status.id)}
          hideEmpty={filtered || empty}
          onToggle={onToggle}
          onCount={onCount}
          onCreate={onCreate}
        />
      ))}
    </>
  );
}
