import { Modal } from "@mantine/core";
import { NewTaskForm } from "./new-task-form.tsx";

interface Props {
  opened: boolean;
  statusId: string | undefined;
  close: () => void;
}

/** Asks for a new task. */
export function NewTaskDialog({ opened, statusId, close }: Props) {
  return (
    <Modal opened={opened} onClose={close} title="New task" size="lg" closeButtonProps={{ "aria-label": "Close" }}>
      <NewTaskForm statusId={statusId} onDone={close} />
    </Modal>
  );
}
