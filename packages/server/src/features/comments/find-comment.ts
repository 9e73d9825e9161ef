import { prepared } from "@plinth/database";
import { notFound, type QueryContext } from "@plinth/kernel";
import { and, eq, isNull } from "drizzle-orm";
import { membership, type Seen } from "../members/rules.ts";
import { members } from "../members/table.ts";
import { assertActive } from "../projects/assert-active.ts";
import { projects } from "../projects/table.ts";
import { tasks } from "../tasks/table.ts";
import { type Comment, comments } from "./table.ts";

/** A comment with the project its task is in. */
export type SeenComment = Seen<Comment> & { readonly projectId: string };

const commentSeenBy = prepared("commentSeenBy", { id: comments.id, userId: members.userId }, (db, $) =>
  db
    .select({
      comment: comments,
      role: members.role,
      projectId: tasks.projectId,
      projectArchivedAt: projects.archivedAt,
    })
    .from(comments)
    .innerJoin(members, membership($.userId, comments.workspaceId))
    .innerJoin(tasks, eq(tasks.id, comments.taskId))
    .innerJoin(projects, eq(projects.id, tasks.projectId))
    .where(and(eq(comments.id, $.id), isNull(tasks.deletedAt))),
);

/** A comment the caller may see, to change it. @throws Failure NOT_FOUND; CONFLICT when its project is archived */
export async function findActiveComment({ db, actor }: QueryContext, id: string): Promise<SeenComment> {
  const row = await commentSeenBy.first(db, { id, userId: actor.userId });
  if (!row) throw notFound("comment");
  const { comment, projectArchivedAt, ...rest } = row;
  assertActive(projectArchivedAt);
  return { ...comment, ...rest };
}
