import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback } from "react";
import type { TaskSearch } from "./task-search.ts";

/** What the address of a project's page says, and how to change it. */
export function useTaskSearch() {
  const search: TaskSearch = useSearch({ from: "/signed-in/$workspace/p/$projectKey/" });
  const navigate = useNavigate({ from: "/$workspace/p/$projectKey/" });
  const change = useCallback(
    (patch: Partial<TaskSearch>) => navigate({ search: (before) => ({ ...before, ...patch }), replace: true }),
    [navigate],
  );
  /** Opens a task's panel, or with `undefined` closes it. Going back in the browser's history undoes it. */
  const openTask = useCallback(
    (task: number | undefined) => navigate({ search: (before) => ({ ...before, task }) }),
    [navigate],
  );
  return { search, change, openTask };
}
