import { one } from "@plinth/database";
import { forbidden, type MutationContext } from "@plinth/kernel";
import { eq } from "drizzle-orm";
import { record } from "../../record.ts";
import { atLeast } from "../members/roles.ts";
import { requireRole } from "../members/rules.ts";
import { findActiveComment } from "./find-comment.ts";
import { comments } from "./table.ts";

/** Removes a comment for good: its author may, and an admin. What stays is the fact that there was one. */
export async function deleteComment(ctx: MutationContext, id: string): Promise<void> {
  const comment = await findActiveComment(ctx, id);
  requireRole(comment, "member", "delete comments");
  if (comment.authorId !== ctx.actor.userId && !atLeast(comment.role, "admin"))
    throw forbidden("Only its author or an admin may delete a comment.");
  await one(ctx.db.delete(comments).where(eq(comments.id, id)).returning({ id: comments.id }));
  await record(ctx, "comment.deleted", comment);
}
