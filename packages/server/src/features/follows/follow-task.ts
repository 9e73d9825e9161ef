import { prepared } from "@plinth/database";
import type { MutationContext, QueryContext } from "@plinth/kernel";
import { and, eq } from "drizzle-orm";
import type { z } from "zod";
import { comments, mentions } from "../comments/table.ts";
import { findTask, type SeenTask } from "../tasks/find-task.ts";
import type { FollowState } from "./outputs.ts";
import type { Reason } from "./reasons.ts";
import { followRules } from "./rules.ts";
import { follows } from "./table.ts";

const choiceOf = prepared("choiceOf", { userId: follows.userId, taskId: follows.taskId }, (db, $) =>
  db
    .select({ following: follows.following })
    .from(follows)
    .where(and(eq(follows.userId, $.userId), eq(follows.taskId, $.taskId))),
);

const commentOf = prepared("commentOf", { userId: comments.authorId, taskId: comments.taskId }, (db, $) =>
  db
    .select({ id: comments.id })
    .from(comments)
    .where(and(eq(comments.taskId, $.taskId), eq(comments.authorId, $.userId)))
    .limit(1),
);

const mentionOf = prepared("mentionOf", { userId: mentions.userId, taskId: comments.taskId }, (db, $) =>
  db
    .select({ id: comments.id })
    .from(mentions)
    .innerJoin(comments, eq(comments.id, mentions.commentId))
    .where(and(eq(mentions.userId, $.userId), eq(comments.taskId, $.taskId)))
    .limit(1),
);

/** Whether the caller follows a task they may see, and why. */
export async function followState(ctx: QueryContext, id: string): Promise<z.input<typeof FollowState>> {
  const task = await findTask(ctx, id);
  const choice = await choiceOf.first(ctx.db, { userId: ctx.actor.userId, taskId: task.id });
  if (choice) return { following: choice.following, why: choice.following ? "chosen" : null };
  const why = await involvement(ctx, task);
  return { following: why !== null, why };
}

async function involvement({ db, actor }: QueryContext, task: SeenTask): Promise<Reason | null> {
  const asked = { userId: actor.userId, taskId: task.id };
  if (task.createdBy === actor.userId) return "created";
  if (task.assigneeId === actor.userId) return "assigned";
  if (await commentOf.first(db, asked)) return "commented";
  return (await mentionOf.first(db, asked)) ? "mentioned" : null;
}

/** Tells the caller of a task's comments from now on. */
export function followTask(ctx: MutationContext, id: string): Promise<z.input<typeof FollowState>> {
  return choose(ctx, id, { following: true });
}

/** Tells the caller no more of a task's comments, whatever happens there, unless one names them. */
export function unfollowTask(ctx: MutationContext, id: string): Promise<z.input<typeof FollowState>> {
  return choose(ctx, id, { following: false });
}

// What somebody follows is their own affair, and no history.
async function choose(
  ctx: MutationContext,
  id: string,
  choice: { following: boolean },
): Promise<z.input<typeof FollowState>> {
  const task = await findTask(ctx, id);
  const db = followRules.allow(ctx, task, "follow");
  await db
    .insert(follows)
    .values({ userId: ctx.actor.userId, taskId: task.id, ...choice })
    .onConflictDoUpdate({ target: [follows.userId, follows.taskId], set: choice });
  return followState(ctx, task.id);
}
