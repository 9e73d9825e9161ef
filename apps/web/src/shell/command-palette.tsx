import { Loader, VisuallyHidden } from "@mantine/core";
import { Spotlight } from "@mantine/spotlight";
import { IconSearch } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { type Command, useOfferedCommands } from "../commands.ts";
import { HitAction } from "../features/search/hit-action.tsx";
import { type SearchHit, useWorkspaceSearch } from "../features/search/use-workspace-search.ts";
import { useCurrentWorkspace } from "../features/workspaces/use-current-workspace.ts";
import classes from "./command-palette.module.css";
import { filteredCommands } from "./filtered-commands.ts";
import { Keys } from "./keys.tsx";
import { isHitSelected, openSelected, palette, paletteStore, selectFirst } from "./palette-selection.ts";

export const openPalette = () => palette.open();

/** Finds whatever the mounted components offer with `useCommands`, and the tasks and comments of the workspace. */
export function CommandPalette() {
  const [typed, setTyped] = useState("");
  const workspace = useCurrentWorkspace();
  const { hits, wanted, old, failed } = useWorkspaceSearch(workspace, typed);
  const groups = filteredCommands(useOfferedCommands(), typed);
  const onEnter = useEnterThatWaits(typed, old, hits);
  const navigate = useNavigate();
  const open = ({ projectKey, number }: SearchHit) => {
    const params = { workspace: workspace?.slug ?? "", projectKey };
    void navigate({ to: "/$workspace/p/$projectKey", params, search: { task: number } });
  };

  const empty = groups.length === 0 && hits.length === 0;
  return (
    <Spotlight.Root
      store={paletteStore}
      query={typed}
      onQueryChange={setTyped}
      shortcut={null}
      maxHeight={420}
      // So that the field stays in its place, however much is found.
      centered={false}
      yOffset="10dvh"
      scrollable
      radius="lg"
      attributes={{ content: { "aria-label": "Search or jump to" } }}
      classNames={{
        ...{ search: classes.search, action: classes.action, actionSection: classes.section },
        ...{ actionsGroup: classes.group, actionsList: classes.list, empty: classes.empty },
      }}
    >
      <Spotlight.Search
        leftSection={<IconSearch size={17} aria-hidden />}
        rightSection={old && <Loader size={15} color="gray" aria-hidden />}
        placeholder="Search or jump to"
        aria-label="Search or jump to"
        maxLength={200}
        onKeyDownCapture={onEnter}
      />
      <VisuallyHidden role="status">{wanted && !old && `${hits.length} tasks and comments found`}</VisuallyHidden>
      {!empty && (
        <Spotlight.ActionsList>
          {groups.map(({ group, commands }) => (
            <Spotlight.ActionsGroup label={group} key={group}>
              {commands.map((command) => (
                <CommandAction command={command} key={command.id} />
              ))}
            </Spotlight.ActionsGroup>
          ))}
          {hits.length > 0 && (
            <Spotlight.ActionsGroup label="Tasks and comments">
              {hits.map((hit) => (
                <HitAction hit={hit} onOpen={open} key={hit.id} />
              ))}
            </Spotlight.ActionsGroup>
          )}
        </Spotlight.ActionsList>
      )}
      {empty && <Spotlight.Empty>{old ? "Searching …" : nothingFor(typed, { wanted, failed })}</Spotlight.Empty>}
      {failed && !empty && <Spotlight.Footer>Tasks and comments could not be searched.</Spotlight.Footer>}
    </Spotlight.Root>
  );
}

function CommandAction({ command: { label, hint, keys, icon, run } }: { command: Command }) {
  return (
    <Spotlight.Action
      {...{ label, onClick: run, leftSection: icon, highlightQuery: true }}
      {...(hint && { description: hint })}
      {...(keys && { rightSection: <Keys keys={keys} /> })}
    />
  );
}

function nothingFor(typed: string, { wanted, failed }: { wanted: boolean; failed: boolean }): string {
  if (failed) return "Tasks and comments could not be searched. Try again in a moment.";
  return wanted ? `Nothing has “${typed.trim()}” in it.` : "Nothing is called that.";
}

/** Whoever types quickly and presses Enter means the answer to what they typed, not the one to half of it that is still on the screen. */
function useEnterThatWaits(typed: string, old: boolean, hits: SearchHit[]) {
  const isWaiting = useRef(false);
  useEffect(() => {
    isWaiting.current = false;
  }, [typed]);
  useEffect(() => {
    if (typed === "" || old) return;
    selectFirst();
    if (isWaiting.current) openSelected();
    isWaiting.current = false;
  }, [typed, old, hits]);

  return (event: KeyboardEvent) => {
    if (event.key !== "Enter" || !old || !isHitSelected()) return;
    event.preventDefault();
    event.stopPropagation();
    isWaiting.current = true;
  };
}
