import { one } from "@plinth/database";
import type { MutationContext } from "@plinth/kernel";
import type { z } from "zod";
import { record } from "../../record.ts";
import { findActiveTask } from "../tasks/find-task.ts";
import { taskRules } from "../tasks/rules.ts";
import { viewComment } from "./comment-view.ts";
import type { NewComment } from "./inputs.ts";
import { peopleNamedIn } from "./mentioned.ts";
import type { CommentView } from "./outputs.ts";
import { comments, mentions } from "./table.ts";

/** Writes a comment on a task and notes whom it mentions. */
export async function createComment(
  ctx: MutationContext,
  { taskId, body }: z.output<typeof NewComment>,
): Promise<z.input<typeof CommentView>> {
  const task = await findActiveTask(ctx, taskId);
  const db = taskRules.allow(ctx, task, "comment");
  const { projectId, workspaceId } = task;
  const values = { workspaceId, taskId, authorId: ctx.actor.userId, body, createdAt: ctx.now };
  const comment = await one(db.insert(comments).values(values).returning());
  const named = await peopleNamedIn(ctx, workspaceId, body);
  if (named.length > 0) await db.insert(mentions).values(named.map((userId) => ({ commentId: comment.id, userId })));
  await record(ctx, "comment.created", { ...comment, projectId }, { mentions: named });
  return viewComment(ctx, comment.id);
}
