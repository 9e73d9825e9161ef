import { Button } from "@mantine/core";
import { useRef, useState } from "react";
import { ChoicePicker } from "../picker/choice-picker.tsx";
import { useProject } from "../project-scope.tsx";
import { joined, type ListFilter, valuesOf } from "../task-search.ts";
import { useTaskSearch } from "../use-task-search.ts";
import classes from "./filter-button.module.css";
import { filterChoices, filterWords } from "./filter-choices.tsx";

/** One filter with several values, such as the assignee. */
export function FilterButton({ filter }: { filter: ListFilter }) {
  const scope = useProject();
  const { search, change } = useTaskSearch();
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const values = valuesOf(search, filter);
  const choices = filterChoices(filter, scope, values);
  const chosen = choices.filter(({ checked }) => checked);
  const [first] = chosen;

  const toggle = (value: string) => {
    const next = values.includes(value) ? values.filter((other) => other !== value) : [...values, value];
    change({ [filter]: joined(next) });
  };
  const close = () => {
    setOpen(false);
    button.current?.focus();
  };

  return (
    <>
      <Button
        ref={button}
        variant="default"
        size="compact-md"
        {...(first && { className: classes.set })}
        aria-haspopup="listbox"
        aria-expanded={open}
        onClick={() => setOpen(true)}
      >
        {filterWords[filter]}
        {first && (
          <span className={classes.value}>:&nbsp;{chosen.length === 1 ? first.text : `${chosen.length} chosen`}</span>
        )}
      </Button>
      {open && button.current && (
        <ChoicePicker
          anchor={button.current}
          label={`Filter by ${filterWords[filter].toLowerCase()}`}
          choices={choices}
          several
          onChoose={toggle}
          onClose={close}
        />
      )}
    </>
  );
}
