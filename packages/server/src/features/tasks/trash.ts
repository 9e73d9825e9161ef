import { descending } from "@plinth/database";
import { type Actor, type MutationContext, type QueryContext, unruled } from "@plinth/kernel";
import { and, eq, gt, inArray, lte } from "drizzle-orm";
import type { z } from "zod";
import { findProject } from "../projects/find-project.ts";
import type { DeletedTask } from "./outputs.ts";
import { taskRules } from "./rules.ts";
import { type Task, tasks } from "./table.ts";
import { summaryColumns } from "./task-summary.ts";

const KEPT_MS = 30 * 24 * 3_600_000;
const MOST_SHOWN = 200;
const PURGED_AT_ONCE = 500;

/** Tasks deleted before this moment are gone for good. */
export function trashKeptSince(now: Date): Date {
  return new Date(now.getTime() - KEPT_MS);
}

/** The tasks of a project that can be restored, the latest deleted first, at most 200. */
export async function listTrash(ctx: QueryContext, projectId: string): Promise<z.input<typeof DeletedTask>[]> {
  await findProject(ctx, projectId);
  const rows = await ctx.db
    .select({ ...summaryColumns, deletedAt: tasks.deletedAt })
    .from(tasks)
    .where(
      and(
        eq(tasks.projectId, projectId),
        taskRules.visible(ctx.db, ctx.actor),
        gt(tasks.deletedAt, trashKeptSince(ctx.now)),
      ),
    )
    .orderBy(descending(tasks.deletedAt), descending(tasks.id))
    .limit(MOST_SHOWN);
  return rows.flatMap(({ deletedAt, ...task }) => (deletedAt ? [{ ...task, deletedAt }] : []));
}

/** Removes up to 500 tasks whose 30 days are over, with all that hangs on them. Returns how many; call again until it is 0. */
export async function purgeDeletedTasks(ctx: MutationContext<Actor>): Promise<number> {
  const db = unruled(ctx, "housekeeping looks after everybody's trash");
  const due: Pick<Task, "id">[] = await db
    .select({ id: tasks.id })
    .from(tasks)
    .where(lte(tasks.deletedAt, trashKeptSince(ctx.now)))
    .limit(PURGED_AT_ONCE);
  if (due.length === 0) return 0;
  const ids = due.map(({ id }) => id);
  const purged = await db.delete(tasks).where(inArray(tasks.id, ids)).returning({ id: tasks.id });
  return purged.length;
}
