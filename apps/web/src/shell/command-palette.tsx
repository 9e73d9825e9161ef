import { Spotlight, type SpotlightActionData, type SpotlightActionGroupData, spotlight } from "@mantine/spotlight";
import { IconSearch } from "@tabler/icons-react";
import { type Command, useOfferedCommands } from "../commands.ts";
import classes from "./command-palette.module.css";
import { Keys } from "./keys.tsx";

export const openPalette = () => spotlight.open();

/** Finds whatever the mounted components offer with `useCommands`. */
export function CommandPalette() {
  const commands = useOfferedCommands();
  return (
    <Spotlight
      actions={groups(commands)}
      shortcut={null}
      limit={40}
      maxHeight={420}
      scrollable
      highlightQuery
      radius="lg"
      attributes={{ content: { "aria-label": "Search or jump to" } }}
      nothingFound="Nothing is called that."
      searchProps={{
        leftSection: <IconSearch size={17} aria-hidden />,
        placeholder: "Search or jump to",
        "aria-label": "Search or jump to",
      }}
      classNames={{
        search: classes.search,
        action: classes.action,
        actionSection: classes.section,
        actionsGroup: classes.group,
      }}
    />
  );
}

// What belongs to the page itself comes before these.
const lastGroups = ["Create", "Projects", "Go to", "Workspaces", "You"];

function groups(commands: Command[]): SpotlightActionGroupData[] {
  const byGroup = Map.groupBy(commands, ({ group }) => group);
  const ordered = [...byGroup].sort(([a], [b]) => lastGroups.indexOf(a) - lastGroups.indexOf(b));
  return ordered.map(([group, members]) => ({ group, actions: members.map(asAction) }));
}

function asAction({ id, label, hint, keywords, keys, icon, run }: Command): SpotlightActionData {
  return {
    ...{ id, label, onClick: run, leftSection: icon },
    ...(hint && { description: hint }),
    ...(keywords && { keywords }),
    ...(keys && { rightSection: <Keys keys={keys} /> }),
  };
}
