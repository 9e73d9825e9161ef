import { descending } from "@plinth/database";
import { preparedFor, type QueryContext } from "@plinth/kernel";
import { and, eq, isNull } from "drizzle-orm";
import { projects } from "../projects/table.ts";
import { taskRules } from "../tasks/rules.ts";
import { tasks } from "../tasks/table.ts";
import { asTask, type Found, taskColumns } from "./found.ts";

const tasksOfNumber = preparedFor(
  "tasksOfNumber",
  { workspaceId: projects.workspaceId, number: tasks.number },
  (db, $, onlooker) =>
    db
      .select(taskColumns)
      .from(projects)
      .innerJoin(tasks, eq(tasks.projectId, projects.id))
      .where(
        and(
          ...[taskRules.visible(db, onlooker), eq(projects.workspaceId, $.workspaceId)],
          ...[eq(tasks.number, $.number), isNull(tasks.deletedAt)],
        ),
      )
      .orderBy(descending(tasks.createdAt), descending(tasks.id)),
);

/** The task that `APO-12` names, or for `#12` and `12` the one of each project, newest first. */
export async function tasksNumbered(ctx: QueryContext, workspaceId: string, text: string): Promise<Found[]> {
  const [, key, digits] = /^(?:([a-z][a-z0-9]*)-|#)?(\d{1,9})$/i.exec(text.trim()) ?? [];
  if (!digits) return [];
  const rows = await tasksOfNumber.all(ctx, { workspaceId, number: Number(digits) });
  return rows.filter(({ projectKey }) => key === undefined || key.toUpperCase() === projectKey).map(asTask);
}
