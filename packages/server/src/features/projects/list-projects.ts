import type { QueryContext } from "@plinth/kernel";
import { and, eq, isNotNull, isNull } from "drizzle-orm";
import type { z } from "zod";
import { statuses } from "../statuses/table.ts";
import { tasks } from "../tasks/table.ts";
import { findWorkspace } from "../workspaces/find-workspace.ts";
import type { ProjectFilter } from "./inputs.ts";
import type { ProjectSummary } from "./outputs.ts";
import { projects } from "./table.ts";

const alphabetical = new Intl.Collator("en", { numeric: true }).compare;

/** The projects of a workspace by name, either the active or the archived ones, with how much of each is done. */
export async function listProjects(
  ctx: QueryContext,
  { workspaceId, archived }: z.output<typeof ProjectFilter>,
): Promise<z.input<typeof ProjectSummary>[]> {
  await findWorkspace(ctx, workspaceId);
  const inThisList = archived ? isNotNull(projects.archivedAt) : isNull(projects.archivedAt);
  const rows = await ctx.db
    .select({
      project: projects,
      category: statuses.category,
      // Counted status by status: an index holds all that takes, and grouping every task would cost ten times as much.
      tasks: ctx.db.$count(tasks, and(eq(tasks.statusId, statuses.id), isNull(tasks.deletedAt))),
    })
    .from(projects)
    .leftJoin(statuses, eq(statuses.projectId, projects.id))
    .where(and(eq(projects.workspaceId, workspaceId), inThisList));
  const summaries = new Map<string, z.input<typeof ProjectSummary>>();
  for (const { project, category, tasks } of rows) {
    const summary = summaries.get(project.id) ?? { ...project, openTasks: 0, doneTasks: 0 };
    if (category === "done") summary.doneTasks += tasks;
    else if (category !== "cancelled") summary.openTasks += tasks;
    summaries.set(project.id, summary);
  }
  return [...summaries.values()].sort((a, b) => alphabetical(a.name, b.name) || (a.key < b.key ? -1 : 1));
}
