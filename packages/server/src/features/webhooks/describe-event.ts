import { first, type Read } from "@plinth/database";
import type { EventData, EventRow } from "@plinth/kernel";
import { and, eq } from "drizzle-orm";
import { users } from "../accounts/table.ts";
import { comments } from "../comments/table.ts";
import { invites } from "../invites/table.ts";
import { members } from "../members/table.ts";
import { projects } from "../projects/table.ts";
import { statuses } from "../statuses/table.ts";
import { tasks } from "../tasks/table.ts";

const MOST_BODY_BYTES = 12_000;
const MOST_NAMED = 50;

/** What endpoints are told of an event: `WebhookPayload` as JSON, with its subject as it is now. */
export async function describeEvent(db: Read, event: EventRow): Promise<string> {
  const noun = event.name.slice(0, event.name.indexOf("."));
  const { subjectId, data: details } = event;
  const told = await (tell[noun]?.(db, event) ?? {});
  return JSON.stringify({
    type: event.name,
    timestamp: event.at,
    workspaceId: event.tenantId,
    eventId: event.id,
    actor: await actorOf(db, event.actorId),
    data: { subjectId, details: shortLists(details), ...told },
  });
}

export async function actorOf(db: Read, id: string | null): Promise<{ id: string; name: string } | null> {
  if (!id) return null;
  return (await first(db.select({ id: users.id, name: users.name }).from(users).where(eq(users.id, id)))) ?? null;
}

// Each picks what it tells by name, so that a column that is added is not told before somebody wants it to be.
const tell: Record<string, (db: Read, event: EventRow) => Promise<object>> = {
  project: async (db, { subjectId }) => {
    const { id, key, name, archivedAt } = projects;
    const found = db.select({ id, key, name, archivedAt }).from(projects).where(eq(id, subjectId));
    return { project: (await first(found)) ?? null };
  },
  task: async (db, { subjectId }) => ({ task: await taskOf(db, subjectId) }),
  comment: async (db, { subjectId, threadId }) => {
    const { id, authorId, body, createdAt, editedAt } = comments;
    const found = db.select({ id, authorId, body, createdAt, editedAt }).from(comments).where(eq(id, subjectId));
    const comment = await first(found);
    return {
      comment: comment ? { ...comment, body: shortened(comment.body) } : null,
      task: threadId ? await taskOf(db, threadId) : null,
    };
  },
  member: async (db, { subjectId, tenantId }) => {
    const isTheirs = and(eq(members.userId, users.id), eq(members.workspaceId, tenantId ?? ""));
    const found = db
      .select({ id: users.id, name: users.name, role: members.role })
      .from(users)
      .leftJoin(members, isTheirs)
      .where(eq(users.id, subjectId));
    return { member: (await first(found)) ?? null };
  },
  invite: async (db, { subjectId }) => {
    const { id, email, role, expiresAt } = invites;
    const found = db.select({ id, email, role, expiresAt }).from(invites).where(eq(id, subjectId));
    return { invite: (await first(found)) ?? null };
  },
};

async function taskOf(db: Read, taskId: string): Promise<object | null> {
  const { id, projectId, number, title, priority, assigneeId, dueOn, estimate, parentId } = tasks;
  const { createdAt, updatedAt, closedAt, deletedAt } = tasks;
  const found = await first(
    db
      .select({
        task: { id, projectId, title, priority, assigneeId, dueOn, estimate, parentId },
        times: { createdAt, updatedAt, closedAt, deletedAt },
        status: { id: statuses.id, name: statuses.name, category: statuses.category },
        ...{ number, projectKey: projects.key },
      })
      .from(tasks)
      .innerJoin(projects, eq(projects.id, projectId))
      .innerJoin(statuses, eq(statuses.id, tasks.statusId))
      .where(eq(id, taskId)),
  );
  if (!found) return null;
  return { ...found.task, ...found.times, status: found.status, key: `${found.projectKey}-${found.number}` };
}

/** As much of it as is sent, counted as JSON. */
function shortened(text: string): string {
  let cut = text.slice(0, MOST_BODY_BYTES);
  while (Buffer.byteLength(JSON.stringify(cut)) > MOST_BODY_BYTES) cut = cut.slice(0, Math.floor(cut.length * 0.9));
  return cut.toWellFormed();
}

function shortLists(details: EventData): EventData {
  const short = Object.entries(details).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.slice(0, MOST_NAMED) : value,
  ]);
  return Object.fromEntries(short);
}
