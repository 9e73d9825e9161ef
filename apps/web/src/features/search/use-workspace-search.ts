import { useDebouncedValue } from "@mantine/hooks";
import type { RouterOutputs } from "@plinth/client";
import { useTRPC } from "@plinth/client/react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { Workspace } from "../workspaces/workspace.ts";

/** A task or a comment that was found. */
export type SearchHit = RouterOutputs["search"]["inWorkspace"][number];

const pauseMs = 120;

/** Looks for what is typed in the workspace's tasks and comments. What was found before stays until there is a new answer, marked as `old`. */
export function useWorkspaceSearch(workspace: Workspace | undefined, typed: string) {
  const trpc = useTRPC();
  const text = typed.trimStart();
  const [settled] = useDebouncedValue(text, pauseMs);
  const wanted = workspace !== undefined && says(text);
  const query = useQuery({
    ...trpc.search.inWorkspace.queryOptions({ workspaceId: workspace?.id ?? "", text: settled }),
    enabled: wanted && says(settled),
    placeholderData: keepPreviousData,
    // Somebody else may have written what is looked for again.
    staleTime: 0,
  });
  const old = wanted && (settled !== text || query.isPlaceholderData || query.isPending);
  return {
    hits: wanted ? (query.data ?? []) : [],
    wanted,
    old: old && !query.isError,
    failed: wanted && query.isError,
  };
}

/** A single letter finds nearly everything; in other scripts it may be a word. */
function says(text: string): boolean {
  return text.trim().length > 1 || /[^\0-\x7f]/.test(text);
}
