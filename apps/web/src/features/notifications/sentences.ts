import { dueWords } from "../tasks/calendar.ts";
import { taskCode } from "../tasks/task.ts";
import type { Notification } from "./notification.ts";

/** Whose doing it was: `Ada`, `Ada and Grace`, `Ada, Grace and 3 others`. */
export function actorWords({ actors, actorCount }: Pick<Notification, "actors" | "actorCount">): string {
  const names = actors.map(({ name }) => name);
  const unnamed = actorCount - names.length;
  if (names.length === 0) return actorCount > 1 ? "People who left" : "Someone who left";
  const shown = unnamed > 0 ? names.slice(0, 2) : names;
  const others = actorCount - shown.length;
  if (others > 0) return `${shown.join(", ")} and ${others === 1 ? "one other" : `${others} others`}`;
  return shown.length < 2 ? (shown[0] ?? "") : `${shown.slice(0, -1).join(", ")} and ${shown.at(-1)}`;
}

/** What there is to say, as it follows after whoever did it: `commented on APO-12`. What nobody did is said whole. */
export function deedWords(notification: Notification): string {
  const { kind, count, workspace, project, task } = notification;
  const code = project && task ? taskCode(project.key, task.number) : "a task";
  switch (kind) {
    case "mentioned":
      return `mentioned you on ${code}${times(count)}`;
    case "assigned":
      return task ? `assigned you ${code}` : `assigned you ${count} tasks in ${project?.name ?? workspace.name}`;
    case "commented":
      return count > 1 ? `wrote ${count} comments on ${code}` : `commented on ${code}`;
    case "invited":
      return `invited you to ${workspace.name}. The link is in your mail`;
    case "dueSoon":
      return task?.dueOn ? `${code} is due ${dueWhen(task.dueOn)}` : `${code} was due`;
  }
}

const times = (count: number) => (count > 1 ? ` ${count === 2 ? "twice" : `${count} times`}` : "");

function dueWhen(dueOn: string): string {
  const words = dueWords(dueOn);
  return /^[A-Z]/.test(words) ? words.toLowerCase() : `on ${words}`;
}
