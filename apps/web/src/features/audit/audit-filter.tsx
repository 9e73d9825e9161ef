import { Button, Select, TextInput } from "@mantine/core";
import { useLive, useTRPC } from "@plinth/client/react";
import type { Workspace } from "../workspaces/workspace.ts";
import classes from "./audit.module.css";
import type { AuditSearch } from "./audit-search.ts";
import { kinds } from "./audit-words.ts";

interface Props {
  workspace: Workspace;
  search: AuditSearch;
  onSearch: (search: AuditSearch) => void;
}

/** Narrows the log down. */
export function AuditFilter({ workspace, search, onSearch }: Props) {
  const trpc = useTRPC();
  const { data: members = [] } = useLive(trpc.members.list.queryOptions({ workspaceId: workspace.id }));
  const set = (change: Partial<Record<keyof AuditSearch, string | null>>) => {
    const merged = Object.entries({ ...search, ...change }).filter(([, value]) => value);
    // Safe because these are the parts of a search that have a value.
    onSearch(Object.fromEntries(merged) as AuditSearch);
  };
  return (
    <search className={classes.filter}>
      <Select
        label="What"
        placeholder="Everything"
        data={kinds}
        value={search.kind ?? null}
        onChange={(kind) => set({ kind })}
        clearable
      />
      <Select
        label="Who"
        placeholder="Everybody"
        data={members.map(({ userId, name }) => ({ value: userId, label: name }))}
        value={search.person ?? null}
        onChange={(person) => set({ person })}
        searchable
        clearable
      />
      <TextInput
        label="From"
        type="date"
        value={search.from ?? ""}
        onChange={(event) => set({ from: event.currentTarget.value })}
      />
      <TextInput
        label="To"
        type="date"
        value={search.to ?? ""}
        onChange={(event) => set({ to: event.currentTarget.value })}
      />
      {Object.keys(search).length > 0 && (
        <Button variant="subtle" className={classes.clear ?? ""} onClick={() => onSearch({})}>
          Clear
        </Button>
      )}
      {search.subject && <p className={classes.subject}>Only what happened to {search.subject}</p>}
    </search>
  );
}
