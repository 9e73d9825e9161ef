import { useLive, useTRPC } from "@plinth/client/react";
import { skipToken } from "@tanstack/react-query";
import { LabelChip } from "../labels/label-chip.tsx";
import { StatusIcon } from "../statuses/status-icon.tsx";
import { DueMark } from "./due-mark.tsx";
import { MemberAvatar } from "./member-avatar.tsx";
import { PriorityIcon, priorityWords } from "./priority-icon.tsx";
import { useProject } from "./project-scope.tsx";
import classes from "./property-values.module.css";
import { type Task, taskCode } from "./task.ts";

interface Props {
  task: Task;
}

const Unset = ({ children }: { children: string }) => <span className={classes.unset}>{children}</span>;

export function StatusValue({ task }: Props) {
  const status = useProject().statusOf(task.statusId);
  if (!status) return <Unset>Unknown</Unset>;
  return (
    <>
      <StatusIcon category={status.category} />
      {status.name}
    </>
  );
}

export function PriorityValue({ task: { priority } }: Props) {
  return (
    <>
      <PriorityIcon priority={priority} />
      {priority === "none" ? <Unset>{priorityWords.none}</Unset> : priorityWords[priority]}
    </>
  );
}

export function PersonValue({ task }: Props) {
  const member = useProject().memberOf(task.assigneeId);
  return (
    <>
      <MemberAvatar member={member} />
      {member?.name ?? <Unset>{task.assigneeId ? "Someone who left" : "Nobody"}</Unset>}
    </>
  );
}

export function DueValue({ task: { dueOn, statusId } }: Props) {
  const { isClosed } = useProject();
  if (!dueOn) return <Unset>No date</Unset>;
  return <DueMark dueOn={dueOn} closed={isClosed(statusId)} />;
}

export function EstimateValue({ task: { estimate } }: Props) {
  if (estimate === null) return <Unset>No estimate</Unset>;
  return estimate === 1 ? "1 point" : `${estimate} points`;
}

export function LabelsValue({ task }: Props) {
  const { labelOf } = useProject();
  const labels = task.labelIds.flatMap((id) => labelOf(id) ?? []);
  if (labels.length === 0) return <Unset>No labels</Unset>;
  return labels.map((label) => <LabelChip key={label.id} label={label} />);
}

export function ParentValue({ task: { parentId } }: Props) {
  const trpc = useTRPC();
  const { project } = useProject();
  const { data: parent } = useLive(trpc.tasks.get.queryOptions(parentId ? { id: parentId } : skipToken));
  if (!parentId) return <Unset>No parent</Unset>;
  if (!parent) return null;
  return (
    <span className={classes.ellipsis}>
      <Unset>{taskCode(project.key, parent.number)}</Unset> {parent.title}
    </span>
  );
}
