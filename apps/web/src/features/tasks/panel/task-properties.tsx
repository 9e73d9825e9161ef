import { useShortcut } from "../../../shortcuts.ts";
import { type Picked, type PickerKind, useOpenPicker } from "../picker/picker-host.tsx";
import { useProject } from "../project-scope.tsx";
import {
  DueValue,
  EstimateValue,
  LabelsValue,
  ParentValue,
  PersonValue,
  PriorityValue,
  StatusValue,
} from "../property-values.tsx";
import type { TaskInFull, TaskPatch } from "../task.ts";
import { useBulkChange } from "../use-bulk-change.ts";
import { Property } from "./property.tsx";
import classes from "./task-panel.module.css";

interface Props {
  task: TaskInFull;
  change: (patch: TaskPatch) => void;
}

const anchorOf = (kind: PickerKind) =>
  document.querySelector<HTMLElement>(`[data-task-panel] [data-property="${kind}"]`);

/** The values of a task; each opens its picker. */
export function TaskProperties({ task, change }: Props) {
  const { canEdit } = useProject();
  const open = useOpenPicker();
  const { mutate: changeLabels } = useBulkChange(task.projectId);

  const apply = ({ addLabelIds, removeLabelIds, ...fields }: Picked) => {
    if (addLabelIds || removeLabelIds) changeLabels({ ids: [task.id], patch: { addLabelIds, removeLabelIds } });
    else change(fields);
  };
  const pick = (kind: PickerKind, anchor = anchorOf(kind)) => anchor && open({ kind, anchor, tasks: [task], apply });
  const key = { group: "Task", when: canEdit };
  useShortcut("s", "Change status", () => pick("status"), key);
  useShortcut("p", "Set priority", () => pick("priority"), key);
  useShortcut("a", "Assign", () => pick("assignee"), key);
  useShortcut("l", "Add labels", () => pick("labels"), key);
  useShortcut("d", "Set due date", () => pick("due"), key);

  const field = (kind: PickerKind) => ({
    kind,
    onPick: canEdit ? (anchor: HTMLElement) => pick(kind, anchor) : undefined,
  });
  return (
    <dl className={classes.properties}>
      <Property name="Status" {...field("status")}>
        <StatusValue task={task} />
      </Property>
      <Property name="Assignee" {...field("assignee")}>
        <PersonValue task={task} />
      </Property>
      <Property name="Priority" {...field("priority")}>
        <PriorityValue task={task} />
      </Property>
      <Property name="Due" {...field("due")}>
        <DueValue task={task} />
      </Property>
      <Property name="Estimate" {...field("estimate")}>
        <EstimateValue task={task} />
      </Property>
      <Property name="Parent" {...field("parent")}>
        <ParentValue task={task} />
      </Property>
      <Property name="Labels" wide {...field("labels")}>
        <LabelsValue task={task} />
      </Property>
    </dl>
  );
}
