import { Button, TextInput } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { useProject } from "./project-scope.tsx";
import type { NewTask } from "./task.ts";
import { useTaskCreation } from "./use-task-creation.ts";

interface Props {
  label: string;
  /** What the new task has besides its title. */
  fields: Partial<Omit<NewTask, "projectId" | "title">>;
}

/** A line to type titles into: Enter adds one and waits for the next. */
export function QuickAdd({ label, fields }: Props) {
  const { project } = useProject();
  const creation = useTaskCreation();
  const [title, setTitle] = useState<string | null>(null);

  if (title === null) {
    return (
      <Button
        variant="subtle"
        color="gray"
        size="compact-sm"
        leftSection={<IconPlus size={14} />}
        onClick={() => setTitle("")}
      >
        {label}
      </Button>
    );
  }

  const add = () => {
    if (!title.trim()) return;
    creation.mutate({ projectId: project.id, title, ...fields }, { onError: () => setTitle(title) });
    setTitle("");
  };

  return (
    <TextInput
      autoFocus
      size="xs"
      aria-label={label}
      placeholder="What is to be done? Enter adds it"
      maxLength={300}
      value={title}
      onChange={({ currentTarget }) => setTitle(currentTarget.value)}
      onBlur={() => !title.trim() && setTitle(null)}
      onKeyDown={(event) => {
        if (event.key === "Enter") add();
        if (event.key === "Escape") {
          event.stopPropagation();
          setTitle(null);
        }
      }}
    />
  );
}
