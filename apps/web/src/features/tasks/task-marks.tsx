import { LabelChip } from "../labels/label-chip.tsx";
import { DueMark } from "./due-mark.tsx";
import { useProject } from "./project-scope.tsx";
import type { Task } from "./task.ts";

const shownLabels = 3;

/** A task's due date and labels, as rows and cards show them. */
export function TaskMarks({ task }: { task: Task }) {
  const { labelOf, isClosed } = useProject();
  const labels = task.labelIds.flatMap((id) => labelOf(id) ?? []);
  const more = labels.length - shownLabels;
  return (
    <>
      {task.dueOn && <DueMark dueOn={task.dueOn} closed={isClosed(task.statusId)} />}
      {labels.slice(0, shownLabels).map((label) => (
        <LabelChip key={label.id} label={label} />
      ))}
      {more > 0 && <small title={labels.map(({ name }) => name).join(", ")}>+{more}</small>}
    </>
  );
}
