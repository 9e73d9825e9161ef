import { ascending, prepared, type Read } from "@plinth/database";
import type { JobContext, MutationContext, SystemActor } from "@plinth/kernel";
import { and, eq, gt, gte, inArray, isNotNull, isNull, lte } from "drizzle-orm";
import { projects } from "../projects/table.ts";
import { type Task, tasks } from "../tasks/table.ts";
import { dayAt } from "./local-day.ts";
import { USUAL_TIME_ZONE } from "./preferences.ts";
import { digests, notifications } from "./table.ts";
import { tell } from "./tell.ts";

const DAY_MS = 24 * 3_600_000;
const READ_AT_ONCE = 50;
const FIRST = "00000000-0000-0000-0000-000000000000";

const { id, workspaceId, projectId, assigneeId, dueOn } = tasks;
const due = { id, workspaceId, projectId, assigneeId, dueOn };

const dueBetween = prepared(
  "dueBetween",
  { from: tasks.dueOn, until: tasks.dueOn, after: tasks.id, limit: Number },
  (db, $) =>
    db
      .select({ task: due, timeZone: digests.timeZone })
      .from(tasks)
      .innerJoin(projects, and(eq(projects.id, tasks.projectId), isNull(projects.archivedAt)))
      .leftJoin(digests, eq(digests.userId, tasks.assigneeId))
      .where(
        and(
          and(gte(tasks.dueOn, $.from), lte(tasks.dueOn, $.until), gt(tasks.id, $.after)),
          and(isNotNull(tasks.assigneeId), isNull(tasks.closedAt), isNull(tasks.deletedAt)),
        ),
      )
      .orderBy(ascending(tasks.id))
      .limit($.limit),
);

/**
 * Tells those who have open tasks that these are due today or tomorrow where they live: once for each date that a task is due, so that one
 * that is put off is told again. Each task is told of by itself, and again without harm.
 */
export async function tellDueSoon(ctx: JobContext): Promise<void> {
  // Wide enough for every place on earth; what is soon in theirs is asked below.
  const days = {
    from: dayAt("UTC", new Date(ctx.now.getTime() - DAY_MS)),
    until: dayAt("UTC", new Date(ctx.now.getTime() + 2 * DAY_MS)),
  };
  for (let after = FIRST; ; ) {
    const rows = await dueBetween.all(ctx.db, { ...days, after, limit: READ_AT_ONCE });
    const soon = rows.filter(({ task, timeZone }) => isSoon(task.dueOn, timeZone ?? USUAL_TIME_ZONE, ctx.now));
    const untold = await notTold(
      ctx.db,
      soon.map(({ task }) => task),
    );
    // One at a time: what is short seldom clashes with what others are told meanwhile.
    for (const task of untold) await ctx.write((tx) => tellOf(tx, task));
    const last = rows.at(-1);
    if (rows.length < READ_AT_ONCE || !last) return;
    after = last.task.id;
  }
}

type Due = Pick<Task, keyof typeof due>;

const keyOf = (task: Due) => `${task.id} ${task.dueOn}`;

/** Most were told before: what is due stays so for two days. */
async function notTold(db: Read, all: Due[]): Promise<Due[]> {
  if (all.length === 0) return [];
  const same = and(
    inArray(
      notifications.taskId,
      all.map((task) => task.id),
    ),
    inArray(notifications.groupKey, all.map(keyOf)),
  );
  const rows = await db
    .select({ userId: notifications.userId, groupKey: notifications.groupKey })
    .from(notifications)
    .where(same);
  const told = new Set(rows.map((row) => `${row.userId} ${row.groupKey}`));
  return all.filter((task) => !told.has(`${task.assigneeId} ${keyOf(task)}`));
}

async function tellOf(ctx: MutationContext<SystemActor>, task: Due): Promise<void> {
  const { id: taskId, workspaceId, projectId, assigneeId } = task;
  const about = { groupKey: keyOf(task), workspaceId, projectId, taskId, item: { of: taskId, by: null } };
  if (assigneeId) await tell(ctx, [assigneeId], { ...about, kind: "dueSoon" });
}

function isSoon(dueOn: string | null, timeZone: string, now: Date): boolean {
  const [today, tomorrow] = [dayAt(timeZone, now), dayAt(timeZone, new Date(now.getTime() + DAY_MS))];
  return dueOn !== null && dueOn >= today && dueOn <= tomorrow;
}
