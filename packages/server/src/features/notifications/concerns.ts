import type { RecordedEvent } from "@plinth/kernel";
import type { EventName } from "../../event-names.ts";

const told = new Set<EventName>([
  "comment.created",
  "comment.edited",
  "comment.deleted",
  "task.created",
  "task.changed",
  "invite.created",
]);

/** Whether people may be told of events of this name. */
export const isToldOf = (name: EventName): boolean => told.has(name);

/** Most changes of tasks concern nobody so much that they are told, nor do most edits. */
export async function concernsSomebody(_: unknown, { actorId, data, name }: RecordedEvent): Promise<boolean> {
  if (name === "comment.edited") return Array.isArray(data.mentions) && data.mentions.length > 0;
  if (!name.startsWith("task.")) return true;
  return typeof data.assigneeId === "string" && data.assigneeId !== actorId;
}
