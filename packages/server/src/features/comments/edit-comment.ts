import { one, type Write } from "@plinth/database";
import type { MutationContext } from "@plinth/kernel";
import { and, eq, inArray } from "drizzle-orm";
import type { z } from "zod";
import { record } from "../../record.ts";
import { viewComment } from "./comment-view.ts";
import { findActiveComment } from "./find-comment.ts";
import type { CommentChange } from "./inputs.ts";
import { peopleNamedIn } from "./mentioned.ts";
import type { CommentView } from "./outputs.ts";
import { commentRules } from "./rules.ts";
import { comments, mentions } from "./table.ts";

/** Changes the text of the caller's own comment, and with it whom it mentions. The event names those who are new in it. */
export async function editComment(
  ctx: MutationContext,
  { id, body }: z.output<typeof CommentChange>,
): Promise<z.input<typeof CommentView>> {
  const comment = await findActiveComment(ctx, id);
  const db = commentRules.allow(ctx, comment, "edit");
  if (body === comment.body) return viewComment(ctx, id);
  await one(
    db.update(comments).set({ body, editedAt: ctx.now }).where(eq(comments.id, id)).returning({ id: comments.id }),
  );
  const named = await changeMentions(db, id, await peopleNamedIn(ctx, comment.workspaceId, body));
  await record(ctx, "comment.edited", comment, { mentions: named });
  return viewComment(ctx, id);
}

/** Makes the mentions of a comment those given, and says which were not there before. */
async function changeMentions(db: Write, commentId: string, userIds: string[]): Promise<string[]> {
  const rows = await db.select({ userId: mentions.userId }).from(mentions).where(eq(mentions.commentId, commentId));
  const before = new Set(rows.map((row) => row.userId));
  const added = userIds.filter((userId) => !before.has(userId));
  const gone = [...before].filter((userId) => !userIds.includes(userId));
  if (gone.length > 0)
    await db.delete(mentions).where(and(eq(mentions.commentId, commentId), inArray(mentions.userId, gone)));
  if (added.length > 0) await db.insert(mentions).values(added.map((userId) => ({ commentId, userId })));
  return added;
}
