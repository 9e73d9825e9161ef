import { z } from "zod";
import { reactionKind } from "./reactions.ts";

export const CommentView = z.object({
  id: z.string(),
  taskId: z.string(),
  authorId: z.string().nullable(),
  /** The author's name now, or the name an import brought along. */
  authorName: z.string().nullable(),
  body: z.string(),
  createdAt: z.date(),
  editedAt: z.date().nullable(),
  /** People named with `@`. */
  mentions: z.array(z.object({ userId: z.string(), name: z.string() })),
  reactions: z.array(z.object({ kind: reactionKind, count: z.number(), mine: z.boolean() })),
});

export const CommentPage = z.object({ comments: z.array(CommentView), nextCursor: z.string().nullable() });
