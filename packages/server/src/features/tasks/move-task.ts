import { one, type Read, type Write } from "@plinth/database";
import { badRequest, conflict, type MutationContext, notFound } from "@plinth/kernel";
import { and, eq, inArray, isNull } from "drizzle-orm";
import type { z } from "zod";
import { record } from "../../record.ts";
import { closedAtIn } from "../statuses/closed-at.ts";
import { recordProgress } from "../statuses/record-progress.ts";
import { findActiveTask, type SeenTask } from "./find-task.ts";
import type { TaskMove } from "./inputs.ts";
import type { TaskView } from "./outputs.ts";
import { taskRules } from "./rules.ts";
import { type Task, tasks } from "./table.ts";
import { rankNextTo } from "./task-ranks.ts";
import { findStatusOf } from "./task-references.ts";
import { viewTask } from "./task-view.ts";

/**
 * Puts a task into a status, between two neighbours. Without neighbours it keeps its place in the manual order.
 *
 * @throws Failure CONFLICT when the neighbours are no longer there, or no longer in this order
 */
export async function moveTask(
  ctx: MutationContext,
  input: z.output<typeof TaskMove>,
): Promise<z.input<typeof TaskView>> {
  const { now } = ctx;
  const task = await findActiveTask(ctx, input.id);
  const db = taskRules.allow(ctx, task, "move");
  const to = await findStatusOf(db, task.projectId, input.statusId);
  const rank = await rankBetween(db, task, input);
  if (to.id === task.statusId) {
    // A new place alone is no change of the task: nobody who edits it meanwhile should have to start again.
    if (rank !== task.rank) await db.update(tasks).set({ rank }).where(eq(tasks.id, task.id));
    return viewTask(db, { ...task, rank });
  }
  const from = await findStatusOf(db, task.projectId, task.statusId);
  const row = {
    rank,
    statusId: to.id,
    closedAt: closedAtIn(to, task, now),
    version: task.version + 1,
    updatedAt: now,
  };
  const unchanged = and(eq(tasks.id, task.id), eq(tasks.version, task.version));
  const moved = await one(db.update(tasks).set(row).where(unchanged).returning());
  await record(ctx, "task.moved", moved, { from: from.name, to: to.name });
  await recordProgress(ctx, [moved], { from, to });
  return viewTask(db, { ...task, ...moved });
}

async function rankBetween(db: Write, task: SeenTask, input: z.output<typeof TaskMove>): Promise<string> {
  const { afterId, beforeId } = input;
  if (afterId === task.id || beforeId === task.id) throw badRequest("A task cannot be its own neighbour.");
  if (afterId !== null && afterId === beforeId) throw badRequest("One task cannot be both neighbours.");
  const neighbours = await findNeighbours(db, task, input);
  const after = neighbours.find(({ id }) => id === afterId);
  const before = neighbours.find(({ id }) => id === beforeId);
  if (after && before && !isAhead(after, before)) throw reordered();
  if (after) return rankNextTo(db, task, { anchor: after, side: "behind" });
  if (before) return rankNextTo(db, task, { anchor: before, side: "before" });
  return task.rank;
}

async function findNeighbours(
  db: Read,
  { projectId }: SeenTask,
  { statusId, afterId, beforeId }: z.output<typeof TaskMove>,
): Promise<Task[]> {
  const ids = [afterId, beforeId].filter((id) => id !== null);
  if (ids.length === 0) return [];
  const found = await db
    .select()
    .from(tasks)
    .where(and(inArray(tasks.id, ids), eq(tasks.projectId, projectId), isNull(tasks.deletedAt)));
  if (found.length < ids.length) throw notFound("neighbouring task");
  if (found.some((task) => task.statusId !== statusId)) throw reordered();
  return found;
}

function isAhead(a: Task, b: Task): boolean {
  return a.rank < b.rank || (a.rank === b.rank && a.id < b.id);
}

const reordered = () => conflict("The order has changed meanwhile. Load it again.");
