import type { Priority } from "@plinth/server/inputs";
import { useState } from "react";
import { useLabelCreation } from "../../labels/use-label-creation.ts";
import { useProject } from "../project-scope.tsx";
import type { Task } from "../task.ts";
import { ChoicePicker } from "./choice-picker.tsx";
import { DuePicker } from "./due-picker.tsx";
import { ParentPicker } from "./parent-picker.tsx";
import type { Picked, PickerRequest } from "./picker-host.tsx";
import {
  assigneeChoices,
  estimateChoices,
  labelChoices,
  nobodyValue,
  noEstimate,
  priorityChoices,
  statusChoices,
} from "./task-choices.tsx";

interface Props {
  request: PickerRequest;
  onClose: () => void;
}

/** The picker for one field of some tasks. */
export function TaskPicker({ request, onClose }: Props) {
  const scope = useProject();
  const { kind, anchor, tasks, apply } = request;
  const shared = { anchor, onClose };
  const [first] = tasks;
  if (!first) return null;
  switch (kind) {
    case "status":
      return (
        <ChoicePicker
          {...shared}
          label="Change status"
          choices={statusChoices(scope, tasks)}
          onChoose={(statusId) => apply({ statusId })}
        />
      );
    case "priority":
      // Safe because the values of these choices are the priorities.
      return (
        <ChoicePicker
          {...shared}
          label="Set priority"
          choices={priorityChoices(tasks)}
          onChoose={(value) => apply({ priority: value as Priority })}
        />
      );
    case "assignee":
      return (
        <ChoicePicker
          {...shared}
          label="Assign to"
          choices={assigneeChoices(scope, tasks)}
          onChoose={(value) => apply({ assigneeId: value === nobodyValue ? null : value })}
        />
      );
    case "labels":
      return <LabelPicker {...shared} tasks={tasks} apply={apply} />;
    case "due":
      return <DuePicker {...shared} value={first.dueOn} onChoose={(dueOn) => apply({ dueOn })} />;
    case "estimate":
      return (
        <ChoicePicker
          {...shared}
          label="Estimate in points"
          choices={estimateChoices(tasks)}
          creation={{
            offer: (typed) => (/^\d{1,3}$/.test(typed) ? `${typed} points` : null),
            create: (typed) => apply({ estimate: Number(typed) }),
          }}
          onChoose={(value) => apply({ estimate: value === noEstimate ? null : Number(value) })}
        />
      );
    case "parent":
      return <ParentPicker {...shared} task={first} onChoose={(parentId) => apply({ parentId })} />;
  }
}

interface LabelProps {
  anchor: HTMLElement;
  tasks: Task[];
  apply: (picked: Picked) => void;
  onClose: () => void;
}

function LabelPicker({ anchor, tasks, apply, onClose }: LabelProps) {
  const scope = useProject();
  const create = useLabelCreation(scope.project.id);
  // The tasks as this picker has changed them: it stays open while several labels are chosen.
  const [current, setCurrent] = useState(tasks);

  const showAdded = (id: string) =>
    setCurrent((known) =>
      known.map((task) => ({ ...task, labelIds: [...task.labelIds.filter((other) => other !== id), id] })),
    );
  const add = (id: string) => {
    showAdded(id);
    apply({ addLabelIds: [id] });
  };
  const addNew = async (name: string) => {
    const id = create.mutateAsync({ projectId: scope.project.id, name }).then((label) => label.id);
    // Before the label exists, so that whatever the person does next comes after it.
    apply({ addLabelIds: id.then((added) => [added]) });
    // A refusal has been told already.
    await id.then(showAdded, () => {});
  };
  const remove = (id: string) => {
    setCurrent((known) => known.map((task) => ({ ...task, labelIds: task.labelIds.filter((other) => other !== id) })));
    apply({ removeLabelIds: [id] });
  };

  return (
    <ChoicePicker
      anchor={anchor}
      label="Add or create labels"
      several
      choices={labelChoices(scope, current)}
      onChoose={(id) => (current.every((task) => task.labelIds.includes(id)) ? remove(id) : add(id))}
      creation={{
        offer: (name) => `Create “${name}”`,
        create: addNew,
      }}
      onClose={onClose}
    />
  );
}
