import type { Search } from "@plinth/database";
import { preparedFor, type QueryContext } from "@plinth/kernel";
import { and, eq, exists, isNull } from "drizzle-orm";
import { users } from "../accounts/table.ts";
import { commentRules } from "../comments/rules.ts";
import { comments } from "../comments/table.ts";
import { projects } from "../projects/table.ts";
import { taskRules } from "../tasks/rules.ts";
import { tasks } from "../tasks/table.ts";
import { commentSearch, taskSearch } from "./indexes.ts";

/** A row that was found. */
export interface Found {
  kind: "task" | "comment";
  id: string;
  taskId: string;
  projectKey: string;
  number: number;
  title: string;
  body: string;
  createdAt: Date;
  authorName: string | null;
}

/** What to look for, and how many hits are enough. */
export interface Asked {
  workspaceId: string;
  search: Search;
  limit: number;
}

export const taskColumns = {
  id: tasks.id,
  projectKey: projects.key,
  number: tasks.number,
  title: tasks.title,
  body: tasks.body,
  createdAt: tasks.createdAt,
};

const parameters = { workspaceId: tasks.workspaceId, sought: String, limit: Number };

const tasksFound = preparedFor("tasksFound", parameters, (db, $, onlooker) => {
  const where = and(taskRules.visible(db, onlooker), eq(tasks.workspaceId, $.workspaceId), isNull(tasks.deletedAt));
  const hits = taskSearch.hits(db, { sought: $.sought, limit: $.limit, where });
  return db
    .select(taskColumns)
    .from(hits)
    .innerJoin(tasks, eq(tasks.id, hits.key))
    .innerJoin(projects, eq(projects.id, tasks.projectId))
    .orderBy(...taskSearch.newestFirst(hits));
});

const commentsFound = preparedFor("commentsFound", parameters, (db, $, onlooker) => {
  const live = db
    .select({ id: tasks.id })
    .from(tasks)
    .where(and(eq(tasks.id, comments.taskId), isNull(tasks.deletedAt)));
  const where = and(commentRules.visible(db, onlooker), eq(comments.workspaceId, $.workspaceId), exists(live));
  const hits = commentSearch.hits(db, { sought: $.sought, limit: $.limit, where });
  return db
    .select({
      ...taskColumns,
      ...{ id: comments.id, taskId: comments.taskId, body: comments.body, createdAt: comments.createdAt },
      ...{ authorName: users.name, origin: comments.origin },
    })
    .from(hits)
    .innerJoin(comments, eq(comments.id, hits.key))
    .innerJoin(tasks, eq(tasks.id, comments.taskId))
    .innerJoin(projects, eq(projects.id, tasks.projectId))
    .leftJoin(users, eq(users.id, comments.authorId))
    .orderBy(...commentSearch.newestFirst(hits));
});

/** Tasks whose titles hold all that is searched for. */
export function foundInTitles(ctx: QueryContext, asked: Asked): Promise<Found[]> {
  return tasksBy(ctx, asked, true);
}

/** Tasks that hold it in their title or text. */
export function foundInTasks(ctx: QueryContext, asked: Asked): Promise<Found[]> {
  return tasksBy(ctx, asked, false);
}

async function tasksBy(ctx: QueryContext, asked: Asked, heading: boolean): Promise<Found[]> {
  const { workspaceId, search, limit } = asked;
  const sought = taskSearch.seek(search, { within: workspaceId, heading });
  return (await tasksFound.all(ctx, { workspaceId, sought, limit })).map(asTask);
}

/** Comments, of tasks that are not deleted. */
export async function foundInComments(ctx: QueryContext, asked: Asked): Promise<Found[]> {
  const { workspaceId, search, limit } = asked;
  const sought = commentSearch.seek(search, { within: workspaceId });
  const rows = await commentsFound.all(ctx, { workspaceId, sought, limit });
  return rows.map(({ origin, authorName, ...row }) => ({
    ...row,
    kind: "comment",
    authorName: authorName ?? origin?.author ?? null,
  }));
}

/** A task that was found, by whatever way. */
export function asTask(row: Omit<Found, "kind" | "taskId" | "authorName">): Found {
  return { ...row, kind: "task", taskId: row.id, authorName: null };
}
