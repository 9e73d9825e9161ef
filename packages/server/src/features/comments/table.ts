import { column } from "@plinth/database";
import { isNotNull } from "drizzle-orm";
import { users } from "../accounts/table.ts";
import { type Origin, tasks } from "../tasks/table.ts";
import { workspaces } from "../workspaces/table.ts";
import { reactionKinds } from "./reactions.ts";

const { table, id, ref, text, moment, oneOf, json, index, unique, primaryKey } = column;

export const comments = table(
  "comments",
  {
    id: id(),
    workspaceId: ref(() => workspaces.id, { onDelete: "cascade" }).notNull(),
    taskId: ref(() => tasks.id, { onDelete: "cascade" }).notNull(),
    /** Nobody: imported, or the account is gone. */
    authorId: ref(() => users.id, { onDelete: "set null" }),
    body: text().notNull(),
    createdAt: moment().notNull(),
    editedAt: moment(),
    externalId: text(),
    origin: json<Origin>(),
  },
  (comment) => [
    index("comments_task").on(comment.taskId, comment.createdAt, comment.id),
    // For whoever takes along what they wrote, or goes.
    index("comments_author").on(comment.authorId).where(isNotNull(comment.authorId)),
    unique("comments_external").on(comment.taskId, comment.externalId),
  ],
);

/** Who was named with `@` in a comment. */
export const mentions = table(
  "mentions",
  {
    commentId: ref(() => comments.id, { onDelete: "cascade" }).notNull(),
    userId: ref(() => users.id, { onDelete: "cascade" }).notNull(),
  },
  (mention) => [
    primaryKey({ name: "mentions_pk", columns: [mention.commentId, mention.userId] }),
    index("mentions_user").on(mention.userId),
  ],
);

export const reactions = table(
  "reactions",
  {
    commentId: ref(() => comments.id, { onDelete: "cascade" }).notNull(),
    userId: ref(() => users.id, { onDelete: "cascade" }).notNull(),
    kind: oneOf(reactionKinds).notNull(),
  },
  (reaction) => [
    primaryKey({ name: "reactions_pk", columns: [reaction.commentId, reaction.userId, reaction.kind] }),
    index("reactions_user").on(reaction.userId),
  ],
);

export type Comment = typeof comments.$inferSelect;
