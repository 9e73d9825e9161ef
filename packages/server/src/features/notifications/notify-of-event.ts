import { first, type Read } from "@plinth/database";
import { type EventRow, events, type MutationContext, type SystemActor } from "@plinth/kernel";
import { and, eq, isNull } from "drizzle-orm";
import { users } from "../accounts/table.ts";
import { comments } from "../comments/table.ts";
import { followersOf } from "../follows/followers.ts";
import { unused } from "../invites/rules.ts";
import { invites } from "../invites/table.ts";
import { type Task, tasks } from "../tasks/table.ts";
import { forgetComment } from "./forget-comment.ts";
import { tell } from "./tell.ts";

type Teller = (ctx: MutationContext<SystemActor>, event: EventRow) => Promise<void>;

const tellers: Record<string, Teller> = {
  "comment.created": tellOfComment,
  "comment.edited": tellNamed,
  "comment.deleted": (ctx, { threadId, subjectId }) => forgetComment(ctx, threadId, subjectId),
  "task.created": tellAssignee,
  "task.changed": tellAssignee,
  "invite.created": tellInvited,
};

/** Tells of one event whom it concerns, as things are by now. */
export async function notifyOfEvent(ctx: MutationContext<SystemActor>, eventId: string): Promise<void> {
  const event = await first(ctx.db.select().from(events).where(eq(events.id, eventId)));
  if (event) await tellers[event.name]?.(ctx, event);
}

/** Those who follow the task, and those who are named, who are told so and not twice. */
async function tellOfComment(ctx: MutationContext<SystemActor>, event: EventRow): Promise<void> {
  const task = await taskOf(ctx.db, event);
  if (!task || !(await isThere(ctx.db, event.subjectId))) return;
  const named = wordsIn(event, "mentions");
  await tell(ctx, named, { ...ofTask(task, event), kind: "mentioned" });
  const followers = await followersOf(ctx.db, task, event.subjectId);
  for (const userId of named) followers.delete(userId);
  await tell(ctx, followers, { ...ofTask(task, event), kind: "commented" });
}

/** Those whom an edit names who were not named before. */
async function tellNamed(ctx: MutationContext<SystemActor>, event: EventRow): Promise<void> {
  const task = await taskOf(ctx.db, event);
  if (!task || !(await isThere(ctx.db, event.subjectId))) return;
  await tell(ctx, wordsIn(event, "mentions"), { ...ofTask(task, event), kind: "mentioned" });
}

/** Tasks that one change gave somebody are told together, so that hundreds of them are one line. */
async function tellAssignee(ctx: MutationContext<SystemActor>, event: EventRow): Promise<void> {
  const task = await taskOf(ctx.db, event);
  const { assigneeId } = event.data;
  // Somebody else has it by now.
  if (!task || typeof assigneeId !== "string" || task.assigneeId !== assigneeId) return;
  await tell(ctx, [assigneeId], { ...ofTask(task, event), kind: "assigned", groupKey: event.requestId });
}

/** Whoever has an account with the invited address, unless they have used the invite already. */
async function tellInvited(ctx: MutationContext<SystemActor>, { subjectId, actorId }: EventRow): Promise<void> {
  const found = await first(
    ctx.db
      .select({ userId: users.id, workspaceId: invites.workspaceId })
      .from(invites)
      .innerJoin(users, eq(users.email, invites.email))
      .where(and(eq(invites.id, subjectId), unused(ctx.now))),
  );
  if (!found) return;
  const { userId, workspaceId } = found;
  const item = { of: subjectId, by: actorId };
  await tell(ctx, [userId], { kind: "invited", groupKey: workspaceId, workspaceId, inviteId: subjectId, item });
}

function ofTask({ id, workspaceId, projectId }: Task, { subjectId, actorId }: EventRow) {
  return { groupKey: id, workspaceId, projectId, taskId: id, item: { of: subjectId, by: actorId } };
}

async function taskOf(db: Read, { threadId }: EventRow): Promise<Task | undefined> {
  if (threadId === null) return undefined;
  return first(
    db
      .select()
      .from(tasks)
      .where(and(eq(tasks.id, threadId), isNull(tasks.deletedAt))),
  );
}

async function isThere(db: Read, commentId: string): Promise<boolean> {
  return (await first(db.select({ id: comments.id }).from(comments).where(eq(comments.id, commentId)))) !== undefined;
}

function wordsIn({ data }: EventRow, key: string): string[] {
  const words = data[key];
  return Array.isArray(words) ? words : [];
}
