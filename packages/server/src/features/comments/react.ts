import type { MutationContext } from "@plinth/kernel";
import { and, eq } from "drizzle-orm";
import type { z } from "zod";
import { viewComment } from "./comment-view.ts";
import { findActiveComment } from "./find-comment.ts";
import type { Reaction } from "./inputs.ts";
import type { CommentView } from "./outputs.ts";
import { commentRules } from "./rules.ts";
import { reactions } from "./table.ts";

// Reactions are not history: they come and go without an event.

/** Adds the caller's reaction; once is enough, twice does no harm. */
export async function react(
  ctx: MutationContext,
  { commentId, kind }: z.output<typeof Reaction>,
): Promise<z.input<typeof CommentView>> {
  const db = commentRules.allow(ctx, await findActiveComment(ctx, commentId), "react");
  await db.insert(reactions).values({ commentId, userId: ctx.actor.userId, kind }).onConflictDoNothing();
  return viewComment(ctx, commentId);
}

/** Takes the caller's reaction back, if it is there. */
export async function unreact(
  ctx: MutationContext,
  { commentId, kind }: z.output<typeof Reaction>,
): Promise<z.input<typeof CommentView>> {
  const db = commentRules.allow(ctx, await findActiveComment(ctx, commentId), "react");
  const own = and(eq(reactions.userId, ctx.actor.userId), eq(reactions.kind, kind));
  await db.delete(reactions).where(and(eq(reactions.commentId, commentId), own));
  return viewComment(ctx, commentId);
}
