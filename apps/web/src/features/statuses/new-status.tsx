import { Button, Group, Select, TextInput } from "@mantine/core";
import type { Category } from "@plinth/server/inputs";
import { type SyntheticEvent, useState } from "react";
import { useProject } from "../tasks/project-scope.tsx";
import { categoryChoices } from "./status-row.tsx";
import type { useStatusDeeds } from "./use-status-deeds.ts";

/** Adds a status behind the others. */
export function NewStatus({ create }: { create: ReturnType<typeof useStatusDeeds>["create"] }) {
  const { project } = useProject();
  const [name, setName] = useState("");
  const [category, setCategory] = useState<Category>("doing");

  const add = (event: SyntheticEvent) => {
    event.preventDefault();
    if (!name.trim()) return;
    create.mutate({ projectId: project.id, name, category }, { onSuccess: () => setName("") });
  };

  return (
    <form onSubmit={add}>
      <Group gap="xs">
        <TextInput
          aria-label="Name of a new status"
          placeholder="New status"
          maxLength={40}
          value={name}
          onChange={({ currentTarget }) => setName(currentTarget.value)}
          flex={1}
          miw={140}
        />
        <Select
          aria-label="Kind of the new status"
          w={140}
          data={categoryChoices}
          value={category}
          // Safe because the choices are the categories.
          onChange={(next) => next && setCategory(next as Category)}
        />
        <Button type="submit" variant="default" disabled={!name.trim()} loading={create.isPending}>
          Add
        </Button>
      </Group>
    </form>
  );
}
