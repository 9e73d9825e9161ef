import { Button, Menu } from "@mantine/core";
import { IconAdjustmentsHorizontal, IconCheck } from "@tabler/icons-react";
import type { TaskSort } from "../use-task-pages.ts";
import { useTaskSearch } from "../use-task-search.ts";

const sorts: [TaskSort, string][] = [
  ["manual", "Board order"],
  ["created", "Newest first"],
  ["updated", "Last changed first"],
];

/** How the list is grouped and ordered. */
export function DisplayMenu() {
  const { search, change } = useTaskSearch();
  const grouped = search.group !== "none";
  const current = search.sort ?? (grouped ? "manual" : "created");
  const mark = (on: boolean) => on && <IconCheck size={14} />;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" size="compact-md" leftSection={<IconAdjustmentsHorizontal size={14} />}>
          Display
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Group</Menu.Label>
        <Menu.Item rightSection={mark(grouped)} onClick={() => change({ group: undefined })}>
          By status
        </Menu.Item>
        <Menu.Item rightSection={mark(!grouped)} onClick={() => change({ group: "none" })}>
          No groups
        </Menu.Item>
        <Menu.Divider />
        <Menu.Label>Order</Menu.Label>
        {sorts.map(([sort, name]) => (
          <Menu.Item key={sort} rightSection={mark(current === sort)} onClick={() => change({ sort })}>
            {name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
