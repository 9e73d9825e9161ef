/** What sentences are made of; a line of the inbox has it all. */
export interface Told {
  kind: "mentioned" | "assigned" | "commented" | "invited" | "dueSoon";
  count: number;
  actors: readonly { name: string }[];
  actorCount: number;
  workspace: { name: string };
  project: { key: string; name: string } | null;
  task: { number: number; dueOn: string | null } | null;
}

/** The whole of it: `Ada and Grace wrote 3 comments on APO-12`. */
export function sentenceOf(told: Told, dueWhen: (dueOn: string) => string): string {
  const deed = deedWords(told, dueWhen);
  return told.kind === "dueSoon" ? deed : `${actorWords(told)} ${deed}`;
}

/** Whose doing it was: `Ada`, `Ada and Grace`, `Ada, Grace and 3 others`. */
export function actorWords({ actors, actorCount }: Pick<Told, "actors" | "actorCount">): string {
  const names = actors.map(({ name }) => name);
  if (names.length === 0) return actorCount > 1 ? "People who left" : "Someone who left";
  const shown = actorCount > names.length ? names.slice(0, 2) : names;
  const others = actorCount - shown.length;
  if (others > 0) return `${shown.join(", ")} and ${others === 1 ? "one other" : `${others} others`}`;
  return shown.length < 2 ? (shown[0] ?? "") : `${shown.slice(0, -1).join(", ")} and ${shown.at(-1)}`;
}

/**
 * What there is to say, as it follows after whoever did it: `commented on APO-12`. What nobody did is said whole.
 *
 * @param dueWhen - says when a calendar date is: `tomorrow`, `on 23 Nov`.
 */
export function deedWords(told: Told, dueWhen: (dueOn: string) => string): string {
  const { kind, count, workspace, project, task } = told;
  const code = project && task ? `${project.key}-${task.number}` : "a task";
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

function times(count: number): string {
  if (count < 2) return "";
  return count === 2 ? " twice" : ` ${count} times`;
}
