import { ActionIcon, Select } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { type Category, categories } from "@plinth/server/inputs";
import { IconArrowDown, IconArrowUp, IconTrash } from "@tabler/icons-react";
import { NameField } from "../labels/name-field.tsx";
import type { Status } from "../tasks/project-scope.tsx";
import { DeleteStatus } from "./delete-status.tsx";
import classes from "./settings.module.css";
import { categoryWords, StatusIcon } from "./status-icon.tsx";
import type { useStatusDeeds } from "./use-status-deeds.ts";

interface Props {
  status: Status;
  index: number;
  statuses: Status[];
  deeds: ReturnType<typeof useStatusDeeds>;
}

export const categoryChoices = categories.map((value) => ({ value, label: categoryWords[value] }));

/** One status: its name, what it means, its place, its end. */
export function StatusRow({ status, index, statuses, deeds }: Props) {
  const { id, name, category } = status;
  const [deleting, dialog] = useDisclosure();
  // At the edge a button does nothing, but stays: whoever moves a status step by step keeps the focus.
  const isFirst = index === 0;
  const isLast = index === statuses.length - 1;
  const moveUp = () => !isFirst && deeds.move.mutate({ id, afterId: statuses[index - 2]?.id ?? null });
  const moveDown = () => !isLast && deeds.move.mutate({ id, afterId: statuses[index + 1]?.id ?? null });
  return (
    <li className={classes.row}>
      <StatusIcon category={category} />
      <div className={classes.name}>
        <NameField
          label={`Name of the status ${name}`}
          name={name}
          maxLength={40}
          onChange={(next) => deeds.update.mutate({ id, name: next })}
        />
      </div>
      <Select
        className={classes.kind ?? ""}
        size="xs"
        aria-label={`Kind of the status ${name}`}
        data={categoryChoices}
        value={category}
        // Safe because the choices are the categories.
        onChange={(next) => next && deeds.update.mutate({ id, category: next as Category })}
      />
      <div className={classes.tools}>
        <ActionIcon aria-label={`Move ${name} up`} aria-disabled={isFirst} onClick={moveUp}>
          <IconArrowUp size={16} />
        </ActionIcon>
        <ActionIcon aria-label={`Move ${name} down`} aria-disabled={isLast} onClick={moveDown}>
          <IconArrowDown size={16} />
        </ActionIcon>
        <ActionIcon aria-label={`Delete ${name}`} disabled={statuses.length === 1} onClick={dialog.open}>
          <IconTrash size={16} />
        </ActionIcon>
      </div>
      <DeleteStatus
        opened={deleting}
        onClose={dialog.close}
        status={status}
        others={statuses.filter((other) => other.id !== id)}
        remove={deeds.remove}
      />
    </li>
  );
}
