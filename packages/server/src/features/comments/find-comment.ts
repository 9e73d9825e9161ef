import type { QueryContext, Seen } from "@plinth/kernel";
import { and, eq, getTableColumns, isNull } from "drizzle-orm";
import type { Role } from "../members/roles.ts";
import { assertActive } from "../projects/assert-active.ts";
import { projects } from "../projects/table.ts";
import { tasks } from "../tasks/table.ts";
import { commentRules } from "./rules.ts";
import { type Comment, comments } from "./table.ts";

/** A comment with the project its task is in. */
export type SeenComment = Seen<Comment, Role> & {
  readonly projectId: string;
  readonly projectArchivedAt: Date | null;
};

const commentById = commentRules.finder("commentById", { id: comments.id }, (db, $) =>
  db
    .select({
      ...getTableColumns(comments),
      role: $.role,
      projectId: tasks.projectId,
      projectArchivedAt: projects.archivedAt,
    })
    .from(comments)
    .innerJoin(tasks, eq(tasks.id, comments.taskId))
    .innerJoin(projects, eq(projects.id, tasks.projectId))
    .where(and(eq(comments.id, $.id), isNull(tasks.deletedAt))),
);

/** A comment the caller may see, to change it. @throws Failure NOT_FOUND; CONFLICT when its project is archived */
export async function findActiveComment(ctx: QueryContext, id: string): Promise<SeenComment> {
  const comment = await commentById(ctx, { id });
  assertActive(comment.projectArchivedAt);
  return comment;
}
