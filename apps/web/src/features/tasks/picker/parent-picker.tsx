import { useDebouncedValue } from "@mantine/hooks";
import { useTRPC } from "@plinth/client/react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { StatusIcon } from "../../statuses/status-icon.tsx";
import { useProject } from "../project-scope.tsx";
import { type Task, taskCode } from "../task.ts";
import { ChoicePicker } from "./choice-picker.tsx";

interface Props {
  anchor: HTMLElement;
  task: Task;
  onChoose: (parentId: string | null) => void;
  onClose: () => void;
}

const noParent = "none";

/** Finds the task that another one is a part of, by its title or number. */
export function ParentPicker({ anchor, task, onChoose, onClose }: Props) {
  const trpc = useTRPC();
  const { project, statusOf } = useProject();
  const [typed, setTyped] = useState("");
  const [text] = useDebouncedValue(typed.trim(), 150);
  const input = { projectId: project.id, sort: "updated" as const, limit: 20, ...(text && { text }) };
  const { data } = useQuery({ ...trpc.tasks.list.queryOptions(input), placeholderData: keepPreviousData });

  const found = (data?.tasks ?? []).filter(({ id }) => id !== task.id);
  const choices = found.map(({ id, title, number, statusId }) => ({
    value: id,
    text: title,
    hint: taskCode(project.key, number),
    icon: <StatusIcon category={statusOf(statusId)?.category ?? "todo"} />,
    checked: id === task.parentId,
  }));
  const none = { value: noParent, text: "No parent", checked: task.parentId === null };

  return (
    <ChoicePicker
      anchor={anchor}
      label="Find the parent task"
      choices={typed.trim() ? choices : [none, ...choices]}
      onSearch={setTyped}
      onChoose={(value) => onChoose(value === noParent ? null : value)}
      onClose={onClose}
    />
  );
}
