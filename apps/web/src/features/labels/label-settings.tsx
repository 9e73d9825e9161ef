import { Button, Group, Text, TextInput } from "@mantine/core";
import { type SyntheticEvent, useState } from "react";
import classes from "../statuses/settings.module.css";
import { useProject } from "../tasks/project-scope.tsx";
import { LabelChip } from "./label-chip.tsx";
import { LabelRow } from "./label-row.tsx";
import { useLabelCreation } from "./use-label-creation.ts";
import { useLabelDeeds } from "./use-label-deeds.ts";

/** The labels of a project, to change for those who may. */
export function LabelSettings() {
  const { project, labels, canEdit } = useProject();
  const deeds = useLabelDeeds(project.id);
  if (!canEdit) {
    return (
      <Group gap="xs">
        {labels.length === 0 && <Text c="dimmed">There are no labels yet.</Text>}
        {labels.map((label) => (
          <LabelChip key={label.id} label={label} />
        ))}
      </Group>
    );
  }
  return (
    <>
      {labels.length > 0 && (
        <ul className={classes.rows}>
          {labels.map((label) => (
            <LabelRow key={label.id} label={label} deeds={deeds} />
          ))}
        </ul>
      )}
      <NewLabel />
    </>
  );
}

function NewLabel() {
  const { project } = useProject();
  const create = useLabelCreation(project.id);
  const [name, setName] = useState("");
  const add = (event: SyntheticEvent) => {
    event.preventDefault();
    if (name.trim()) create.mutate({ projectId: project.id, name }, { onSuccess: () => setName("") });
  };
  return (
    <form onSubmit={add}>
      <Group gap="xs">
        <TextInput
          aria-label="Name of a new label"
          placeholder="New label"
          maxLength={50}
          value={name}
          onChange={({ currentTarget }) => setName(currentTarget.value)}
          flex={1}
          miw={140}
        />
        <Button type="submit" variant="default" disabled={!name.trim()} loading={create.isPending}>
          Add
        </Button>
      </Group>
    </form>
  );
}
