import { z } from "zod";
import { cursor, direction, limit, markdown, rowId } from "../../fields.ts";
import { reactionKind } from "./reactions.ts";

/** Says something: not blank. */
export const commentBody = markdown.refine((body) => body.trim() !== "", "Write something first");

export const CommentsOf = z.strictObject({
  taskId: rowId,
  cursor: cursor.optional(),
  direction,
  limit: limit(200, 50),
});

export const NewComment = z.strictObject({ taskId: rowId, body: commentBody });

export const CommentChange = z.strictObject({ id: rowId, body: commentBody });

export const CommentId = z.strictObject({ id: rowId });

export const Reaction = z.strictObject({ commentId: rowId, kind: reactionKind });
