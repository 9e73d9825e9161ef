import { ascending, prepared } from "@plinth/database";
import { cursorOf, positionAt, type QueryContext } from "@plinth/kernel";
import { and, eq, gt, or } from "drizzle-orm";
import { z } from "zod";
import { users } from "../accounts/table.ts";
import { findTask } from "../tasks/find-task.ts";
import { type CommentRow, viewComments } from "./comment-view.ts";
import type { CommentsOf } from "./inputs.ts";
import type { CommentPage } from "./outputs.ts";
import { comments } from "./table.ts";

const Place = z.tuple([z.int(), z.uuid()]);

const listOf = (taskId: string) => `comments of ${taskId}`;

const firstComments = prepared("firstComments", { taskId: comments.taskId, limit: Number }, (db, $) =>
  db
    .select({ comment: comments, authorName: users.name })
    .from(comments)
    .leftJoin(users, eq(users.id, comments.authorId))
    .where(eq(comments.taskId, $.taskId))
    .orderBy(ascending(comments.createdAt), ascending(comments.id))
    .limit($.limit),
);

const commentsAfter = prepared(
  "commentsAfter",
  { taskId: comments.taskId, createdAt: comments.createdAt, id: comments.id, limit: Number },
  (db, $) => {
    const sameMoment = and(eq(comments.createdAt, $.createdAt), gt(comments.id, $.id));
    const later = or(gt(comments.createdAt, $.createdAt), sameMoment);
    return db
      .select({ comment: comments, authorName: users.name })
      .from(comments)
      .leftJoin(users, eq(users.id, comments.authorId))
      .where(and(eq(comments.taskId, $.taskId), later))
      .orderBy(ascending(comments.createdAt), ascending(comments.id))
      .limit($.limit);
  },
);

/** A page of a task's comments, the oldest first. */
export async function listComments(
  ctx: QueryContext,
  { taskId, cursor, limit }: z.output<typeof CommentsOf>,
): Promise<z.input<typeof CommentPage>> {
  const task = await findTask(ctx, taskId);
  // One row more than asked for tells whether there is a next page.
  const rows = await commentRows(ctx, task.id, limit + 1, cursor);
  const page = rows.slice(0, limit);
  const last = page.at(-1)?.comment;
  const more = rows.length > limit && last !== undefined;
  return {
    comments: await viewComments(ctx, page),
    nextCursor: more ? cursorOf(listOf(task.id), [last.createdAt.getTime(), last.id]) : null,
  };
}

function commentRows({ db }: QueryContext, taskId: string, limit: number, cursor?: string): Promise<CommentRow[]> {
  if (cursor === undefined) return firstComments.all(db, { taskId, limit });
  const [createdAt, id] = positionAt(listOf(taskId), cursor, (position) => Place.safeParse(position).data);
  return commentsAfter.all(db, { taskId, createdAt: new Date(createdAt), id, limit });
}
