import { Button, Group, Modal, Select, Stack, Text } from "@mantine/core";
import { useState } from "react";
import type { Status } from "../tasks/project-scope.tsx";
import type { useStatusDeeds } from "./use-status-deeds.ts";

interface Props {
  opened: boolean;
  onClose: () => void;
  status: Status;
  others: Status[];
  remove: ReturnType<typeof useStatusDeeds>["remove"];
}

/** Asks where the tasks of a status go before it is deleted. */
export function DeleteStatus({ opened, onClose, status, others, remove }: Props) {
  const alike = others.find(({ category }) => category === status.category) ?? others[0];
  const [target, setTarget] = useState<string>();
  const moveTasksTo = target ?? alike?.id;
  const confirm = () => moveTasksTo && remove.mutate({ id: status.id, moveTasksTo }, { onSuccess: onClose });
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={`Delete “${status.name}”`}
      closeButtonProps={{ "aria-label": "Close" }}
    >
      <Stack>
        <Text size="sm">Its tasks are kept: they move to another status.</Text>
        <Select
          label="Move its tasks to"
          data={others.map(({ id, name }) => ({ value: id, label: name }))}
          value={moveTasksTo ?? null}
          onChange={(next) => next && setTarget(next)}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Keep it
          </Button>
          <Button color="red" loading={remove.isPending} onClick={confirm}>
            Delete the status
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
