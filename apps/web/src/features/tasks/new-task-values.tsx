import { UnstyledButton, VisuallyHidden } from "@mantine/core";
import type { ReactNode } from "react";
import { blankTask, type NewTaskFields } from "./blank-task.ts";
import classes from "./new-task-form.module.css";
import { type Picked, type PickerKind, useOpenPicker } from "./picker/picker-host.tsx";
import { useProject } from "./project-scope.tsx";
import { DueValue, EstimateValue, LabelsValue, PersonValue, PriorityValue, StatusValue } from "./property-values.tsx";

interface Props {
  fields: NewTaskFields;
  onChange: (patch: NewTaskFields) => void;
}

/** The values of a task that does not exist yet; each opens its picker. */
export function NewTaskValues({ fields, onChange }: Props) {
  const { statuses } = useProject();
  const open = useOpenPicker();
  const task = blankTask({ ...fields, statusId: fields.statusId ?? statuses[0]?.id ?? "" });
  let { labelIds } = task;

  const apply = async ({ addLabelIds = [], removeLabelIds = [], ...picked }: Picked) => {
    // A label whose creation is refused is told as such, and not added.
    const added = await Promise.resolve(addLabelIds).catch(() => []);
    labelIds = [...labelIds.filter((id) => !removeLabelIds.includes(id)), ...added];
    onChange({ ...picked, labelIds });
  };
  const values: [PickerKind, string, ReactNode][] = [
    ["status", "Status", <StatusValue key="value" task={task} />],
    ["priority", "Priority", <PriorityValue key="value" task={task} />],
    ["assignee", "Assignee", <PersonValue key="value" task={task} />],
    ["labels", "Labels", <LabelsValue key="value" task={task} />],
    ["due", "Due", <DueValue key="value" task={task} />],
    ["estimate", "Estimate", <EstimateValue key="value" task={task} />],
  ];
  return (
    <div className={classes.fields}>
      {values.map(([kind, name, value]) => (
        <UnstyledButton
          key={kind}
          className={classes.field}
          onClick={({ currentTarget }) => open({ kind, anchor: currentTarget, tasks: [task], apply })}
        >
          <VisuallyHidden>{name}: </VisuallyHidden>
          {value}
        </UnstyledButton>
      ))}
    </div>
  );
}
