import { one } from "@plinth/database";
import type { MutationContext } from "@plinth/kernel";
import { eq } from "drizzle-orm";
import { record } from "../../record.ts";
import { findActiveComment } from "./find-comment.ts";
import { commentRules } from "./rules.ts";
import { comments } from "./table.ts";

/** Removes a comment for good: its author may, and an admin. What stays is the fact that there was one. */
export async function deleteComment(ctx: MutationContext, id: string): Promise<void> {
  const comment = await findActiveComment(ctx, id);
  const db = commentRules.allow(ctx, comment, "delete");
  await one(db.delete(comments).where(eq(comments.id, id)).returning({ id: comments.id }));
  await record(ctx, "comment.deleted", comment);
}
