import { EVERYTHING, type WebhookEvent, webhookEvents } from "@plinth/server/inputs";

const words: Record<WebhookEvent, string> = {
  "project.created": "created",
  "project.changed": "changed",
  "project.archived": "archived",
  "project.restored": "restored",
  "task.created": "created",
  "task.changed": "changed",
  "task.moved": "moved to another status",
  "task.completed": "completed",
  "task.reopened": "reopened",
  "task.deleted": "deleted",
  "task.restored": "restored",
  "comment.created": "written",
  "comment.edited": "edited",
  "comment.deleted": "deleted",
  "member.joined": "joined",
  "member.role_changed": "got another role",
  "member.left": "left",
  "member.removed": "removed",
  "invite.created": "created",
  "invite.revoked": "revoked",
};

const nouns = { task: "Tasks", comment: "Comments", project: "Projects", member: "Members", invite: "Invites" };

/** What an endpoint can be told of, noun by noun. */
export const eventGroups = Object.entries(nouns).map(([noun, title]) => ({
  title,
  events: webhookEvents.filter((name) => name.startsWith(`${noun}.`)).map((name) => ({ name, words: words[name] })),
}));

/** "everything", "tasks: created, moved", "12 kinds of events". */
export function wantedWords(events: readonly string[]): string {
  if (events.includes(EVERYTHING)) return "everything";
  return events.length === 1 ? `${events[0]}` : `${events.length} kinds of events`;
}

/** What was chosen, as the server takes it. */
export function wantedOf(events: readonly string[]): (WebhookEvent | typeof EVERYTHING)[] {
  return events.includes(EVERYTHING) ? [EVERYTHING] : webhookEvents.filter((name) => events.includes(name));
}
