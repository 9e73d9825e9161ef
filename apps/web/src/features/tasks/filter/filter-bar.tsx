import { Button, Indicator } from "@mantine/core";
import { IconFilter, IconFilterOff } from "@tabler/icons-react";
import { useState } from "react";
import { filterCount, withoutFilters } from "../task-search.ts";
import { useTaskSearch } from "../use-task-search.ts";
import { DisplayMenu } from "./display-menu.tsx";
import { DueFilterButton } from "./due-filter-button.tsx";
import classes from "./filter-bar.module.css";
import { FilterButton } from "./filter-button.tsx";
import { TextFilter } from "./text-filter.tsx";

/** Narrows the list or the board down. Every filter is in the address. */
export function FilterBar() {
  const { search, change } = useTaskSearch();
  const [folded, setFolded] = useState(true);
  const count = filterCount(search);
  return (
    <search className={classes.bar} aria-label="Filter tasks">
      <TextFilter className={classes.text} />
      <Indicator className={classes.toggle} label={count} disabled={count === 0} size={16} inline>
        <Button
          variant="default"
          size="compact-md"
          aria-expanded={!folded}
          onClick={() => setFolded(!folded)}
          leftSection={<IconFilter size={16} />}
        >
          Filter
        </Button>
      </Indicator>
      <div className={classes.filters} data-folded={folded || undefined}>
        {search.view !== "board" && <FilterButton filter="status" />}
        <FilterButton filter="priority" />
        <FilterButton filter="assignee" />
        <FilterButton filter="label" />
        <DueFilterButton />
        {count > 0 && (
          <Button
            variant="subtle"
            size="compact-sm"
            color="gray"
            leftSection={<IconFilterOff size={14} />}
            onClick={() => change(withoutFilters(search))}
          >
            Clear
          </Button>
        )}
      </div>
      {search.view !== "board" && (
        <div className={classes.end}>
          <DisplayMenu />
        </div>
      )}
    </search>
  );
}
