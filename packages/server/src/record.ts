import {
  type Actor,
  type EventData,
  type EventPlace,
  type MutationContext,
  recordEvent,
  recordEvents,
} from "@plinth/kernel";
import type { EventName } from "./event-names.ts";
import { enqueueFollowUps } from "./follow-ups.ts";

/** A row an event happened to, with the ids of what it belongs to. */
export interface Subject {
  id: string;
  taskId?: string | null;
  projectId?: string | null;
  workspaceId?: string | null;
}

/**
 * Writes history, and has happen what follows from it: the one way to do it, in the transaction of the change itself.
 *
 * @example await record(ctx, "project.archived", project);
 */
export async function record(
  ctx: MutationContext<Actor>,
  name: EventName,
  subject: Subject,
  data?: EventData,
): Promise<void> {
  await enqueueFollowUps(ctx, name, [await recordEvent(ctx, name, placeOf(name, subject), data)]);
}

/** The same for many rows that one change touched, in a few statements. */
export async function recordAll(
  ctx: MutationContext<Actor>,
  name: EventName,
  subjects: readonly Subject[],
  data?: EventData,
): Promise<void> {
  const places = subjects.map((subject) => placeOf(name, subject));
  await enqueueFollowUps(ctx, name, await recordEvents(ctx, name, places, data));
}

function placeOf(name: EventName, subject: Subject): EventPlace {
  const noun = name.slice(0, name.indexOf("."));
  const itself = (kind: string) => (noun === kind ? subject.id : null);
  return {
    subjectId: subject.id,
    threadId: subject.taskId ?? itself("task"),
    containerId: subject.projectId ?? itself("project"),
    tenantId: subject.workspaceId ?? itself("workspace"),
  };
}
