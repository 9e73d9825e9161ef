import { prepared, type Read } from "@plinth/database";
import { and, eq, isNotNull, lte } from "drizzle-orm";
import { comments, mentions } from "../comments/table.ts";
import type { Task } from "../tasks/table.ts";
import { follows } from "./table.ts";

type Followed = Pick<Task, "id" | "createdBy" | "assigneeId">;

const choicesOn = prepared("choicesOn", { taskId: follows.taskId }, (db, $) =>
  db.select({ userId: follows.userId, following: follows.following }).from(follows).where(eq(follows.taskId, $.taskId)),
);

const authorsOn = prepared("authorsOn", { taskId: comments.taskId, until: comments.id }, (db, $) =>
  db
    .select({ userId: comments.authorId })
    .from(comments)
    .where(and(eq(comments.taskId, $.taskId), lte(comments.id, $.until), isNotNull(comments.authorId)))
    .groupBy(comments.authorId),
);

const namedOn = prepared("namedOn", { taskId: comments.taskId, until: comments.id }, (db, $) =>
  db
    .select({ userId: mentions.userId })
    .from(mentions)
    .innerJoin(comments, eq(comments.id, mentions.commentId))
    .where(and(eq(comments.taskId, $.taskId), lte(comments.id, $.until)))
    .groupBy(mentions.userId),
);

/**
 * Who follows a task: who made it, has it, wrote on it or was named there, but for those who chose not to; and who chose to. Found out when it
 * is asked, so that nothing has to be kept in step. Whether they may still see the task is for the caller to ask.
 *
 * @param until - the comment that is asked for: who came with a later one has not missed it.
 */
export async function followersOf(db: Read, task: Followed, until: string): Promise<Set<string>> {
  const taskId = task.id;
  const asked = { taskId, until };
  const involved = [...(await authorsOn.all(db, asked)), ...(await namedOn.all(db, asked))];
  const ids = [task.createdBy, task.assigneeId, ...involved.map(({ userId }) => userId)];
  const followers = new Set(ids.filter((id) => id !== null));
  for (const { userId, following } of await choicesOn.all(db, { taskId })) {
    if (following) followers.add(userId);
    else followers.delete(userId);
  }
  return followers;
}
