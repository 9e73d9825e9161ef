import { priorities, suffices } from "@plinth/server/inputs";
import { LabelDot } from "../../labels/label-dot.tsx";
import { StatusIcon } from "../../statuses/status-icon.tsx";
import { MemberAvatar } from "../member-avatar.tsx";
import { PriorityIcon, priorityWords } from "../priority-icon.tsx";
import type { ProjectScope } from "../project-scope.tsx";
import type { Task } from "../task.ts";
import type { Choice } from "./choice-picker.tsx";

// What can be chosen for tasks. `tasks` are those being changed: what they have in common is checked.

const common = <V,>(tasks: Task[], read: (task: Task) => V, value: V) =>
  tasks.length > 0 && tasks.every((task) => read(task) === value);

export const statusChoices = ({ statuses }: ProjectScope, tasks: Task[]): Choice[] =>
  statuses.map(({ id, name, category }) => ({
    value: id,
    text: name,
    icon: <StatusIcon category={category} />,
    checked: common(tasks, (task) => task.statusId, id),
  }));

export const priorityChoices = (tasks: Task[]): Choice[] =>
  priorities.toReversed().map((value) => ({
    value,
    text: priorityWords[value],
    icon: <PriorityIcon priority={value} />,
    checked: common(tasks, (task) => task.priority, value),
  }));

/** In place of a person: nobody. */
export const nobodyValue = "none";

export const assigneeChoices = ({ members, userId }: ProjectScope, tasks: Task[]): Choice[] => [
  {
    value: nobodyValue,
    text: "Nobody",
    icon: <MemberAvatar member={undefined} />,
    checked: common(tasks, (task) => task.assigneeId, null),
  },
  ...members
    .filter(({ role }) => suffices(role, "member"))
    .toSorted((a, b) => Number(b.userId === userId) - Number(a.userId === userId) || a.name.localeCompare(b.name))
    .map((member) => ({
      value: member.userId,
      text: member.name,
      icon: <MemberAvatar member={member} />,
      checked: common(tasks, (task) => task.assigneeId, member.userId),
      ...(member.userId === userId && { hint: "you" }),
    })),
];

export const labelChoices = ({ labels }: ProjectScope, tasks: Task[]): Choice[] =>
  labels.map(({ id, name, color }) => {
    const having = tasks.filter((task) => task.labelIds.includes(id)).length;
    return {
      value: id,
      text: name,
      icon: <LabelDot color={color} />,
      checked: having === 0 ? false : having === tasks.length || "some",
    };
  });

/** In place of a number of points: none. */
export const noEstimate = "none";

const usualEstimates = [1, 2, 3, 5, 8, 13];

/** The usual sizes; any other whole number can be typed. */
export const estimateChoices = (tasks: Task[]): Choice[] => [
  { value: noEstimate, text: "No estimate", checked: common(tasks, (task) => task.estimate, null) },
  ...usualEstimates.map((points) => ({
    value: String(points),
    text: points === 1 ? "1 point" : `${points} points`,
    checked: common(tasks, (task) => task.estimate, points),
  })),
];
