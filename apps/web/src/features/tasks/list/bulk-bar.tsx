import { ActionIcon, Button } from "@mantine/core";
import {
  IconAntennaBars5,
  IconCalendarDue,
  IconCircleHalf2,
  IconTag,
  IconTrash,
  IconUser,
  IconX,
} from "@tabler/icons-react";
import type { MouseEvent } from "react";
import type { PickerKind } from "../picker/picker-host.tsx";
import { type Selection, useSelectedCount } from "../selection.ts";
import { useQuickPick } from "../use-quick-pick.ts";
import { useTaskCache } from "../use-task-cache.ts";
import { useTaskDeletion } from "../use-task-deletion.tsx";
import classes from "./bulk-bar.module.css";

const fields: [PickerKind, string, typeof IconTag][] = [
  ["status", "Status", IconCircleHalf2],
  ["priority", "Priority", IconAntennaBars5],
  ["assignee", "Assignee", IconUser],
  ["labels", "Labels", IconTag],
  ["due", "Due date", IconCalendarDue],
];

/** What can be done with the selected tasks, all at once. */
export function BulkBar({ selection }: { selection: Selection }) {
  const count = useSelectedCount(selection);
  const pick = useQuickPick();
  const cache = useTaskCache();
  const { mutate: remove } = useTaskDeletion();
  if (count === 0) return null;

  const removeAll = () => {
    const tasks = cache.find(selection.ids());
    selection.clear();
    remove(tasks);
  };

  return (
    <section className={classes.bar} aria-label="Selected tasks" data-bulk-bar>
      <span className={classes.count} aria-live="polite">
        {count} selected
      </span>
      {fields.map(([kind, name, Icon]) => (
        <BarButton
          key={kind}
          name={name}
          Icon={Icon}
          onClick={(event) => pick(kind, event.currentTarget, selection.ids())}
        />
      ))}
      <BarButton name="Delete" Icon={IconTrash} color="red" onClick={removeAll} />
      <ActionIcon size="lg" aria-label="Clear the selection" onClick={() => selection.clear()}>
        <IconX size={16} />
      </ActionIcon>
    </section>
  );
}

interface ButtonProps {
  name: string;
  Icon: typeof IconTag;
  color?: string;
  onClick: (event: MouseEvent<HTMLButtonElement>) => void;
}

function BarButton({ name, Icon, color = "gray", onClick }: ButtonProps) {
  return (
    <Button variant="subtle" color={color} size="compact-md" onClick={onClick} aria-label={name}>
      <Icon size={16} aria-hidden />
      <span className={classes.word}>&nbsp;{name}</span>
    </Button>
  );
}
