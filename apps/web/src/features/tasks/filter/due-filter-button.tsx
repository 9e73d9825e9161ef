import { Button, Menu } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { type DueFilter, dueFilters } from "../task-search.ts";
import { useTaskSearch } from "../use-task-search.ts";
import classes from "./filter-button.module.css";

const words: Record<DueFilter, string> = {
  overdue: "Overdue",
  today: "Due today or before",
  week: "Due within 7 days",
};

/** Only tasks that are due soon, or should be done by now. */
export function DueFilterButton() {
  const { search, change } = useTaskSearch();
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <Button variant="default" size="compact-md" {...(search.due && { className: classes.set })}>
          {search.due ? words[search.due] : "Due"}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {dueFilters.map((due) => (
          <Menu.Item
            key={due}
            rightSection={search.due === due && <IconCheck size={14} />}
            onClick={() => change({ due: search.due === due ? undefined : due })}
          >
            {words[due]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
