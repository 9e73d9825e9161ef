import { ascending } from "@plinth/database";
import type { QueryContext } from "@plinth/kernel";
import { and, count, eq, inArray } from "drizzle-orm";
import type { z } from "zod";
import { findProject } from "../projects/find-project.ts";
import { statusesOf } from "../statuses/list-statuses.ts";
import type { BoardFilter } from "./inputs.ts";
import type { Board } from "./outputs.ts";
import { tasks } from "./table.ts";
import { fits } from "./task-filter.ts";
import { type SummaryRow, summaryColumns } from "./task-summary.ts";

const MOST_PER_COLUMN = 200;

/** A project's tasks by status, each column in manual order. */
export async function showBoard(
  ctx: QueryContext,
  { projectId, ...filter }: z.output<typeof BoardFilter>,
): Promise<z.input<typeof Board>> {
  const project = await findProject(ctx, projectId);
  const statuses = await statusesOf(ctx.db, projectId);
  const shown = fits(ctx, project, filter);
  // By status instead of by project, because an index holds a column in its order, and all that counting it takes.
  const counted = await ctx.db
    .select({ statusId: tasks.statusId, total: count() })
    .from(tasks)
    .where(
      and(
        inArray(
          tasks.statusId,
          statuses.map(({ id }) => id),
        ),
        shown,
      ),
    )
    .groupBy(tasks.statusId);
  const rows: SummaryRow[] = [];
  for (const { statusId } of counted) {
    const column = await ctx.db
      .select(summaryColumns)
      .from(tasks)
      .where(and(eq(tasks.statusId, statusId), shown))
      .orderBy(ascending(tasks.rank), ascending(tasks.id))
      .limit(MOST_PER_COLUMN);
    rows.push(...column);
  }
  const totals = new Map(counted.map(({ statusId, total }) => [statusId, total]));
  return {
    columns: statuses.map(({ id }) => ({
      statusId: id,
      total: totals.get(id) ?? 0,
      tasks: rows.filter((task) => task.statusId === id),
    })),
  };
}
