import { cursorOf, type EventRow, events, positionAt, preparedFor, type QueryContext } from "@plinth/kernel";
import { and, desc, eq, inArray, isNull, lt } from "drizzle-orm";
import { z } from "zod";
import { users } from "../accounts/table.ts";
import { findProject } from "../projects/find-project.ts";
import { findTask } from "../tasks/find-task.ts";
import { taskRules } from "../tasks/rules.ts";
import { tasks } from "../tasks/table.ts";
import type { ActivityOfProject, ActivityOfTask } from "./inputs.ts";
import type { ActivityPage } from "./outputs.ts";
import { eventRules } from "./rules.ts";

type Page = z.input<typeof ActivityPage>;

const Place = z.tuple([z.uuid()]);
// Ids sort by time, so a page without a cursor starts at the greatest id there can be.
const NEWEST = "ffffffff-ffff-ffff-ffff-ffffffffffff";

const asked = { before: events.id, limit: Number };

const eventsOfTask = preparedFor("eventsOfTask", { ...asked, taskId: String }, (db, $, onlooker) =>
  db
    .select()
    .from(events)
    .where(and(eq(events.threadId, $.taskId), eventRules.visible(db, onlooker), lt(events.id, $.before)))
    .orderBy(desc(events.id))
    .limit($.limit),
);

const eventsOfProject = preparedFor("eventsOfProject", { ...asked, projectId: String }, (db, $, onlooker) =>
  db
    .select()
    .from(events)
    .where(and(eq(events.containerId, $.projectId), eventRules.visible(db, onlooker), lt(events.id, $.before)))
    .orderBy(desc(events.id))
    .limit($.limit),
);

/** What happened to a task and in its conversation, the newest first. */
export async function activityOfTask(
  ctx: QueryContext,
  { taskId, cursor, limit }: z.output<typeof ActivityOfTask>,
): Promise<Page> {
  const task = await findTask(ctx, taskId);
  const list = `activity of task ${task.id}`;
  const page = { before: startOf(list, cursor), limit: limit + 1 };
  const rows = await eventsOfTask.all(ctx, { ...page, taskId: task.id });
  return viewPage(ctx, rows, { list, limit });
}

/** What happened in a project, the newest first. */
export async function activityOfProject(
  ctx: QueryContext,
  { projectId, cursor, limit }: z.output<typeof ActivityOfProject>,
): Promise<Page> {
  const project = await findProject(ctx, projectId);
  const list = `activity of project ${project.id}`;
  const page = { before: startOf(list, cursor), limit: limit + 1 };
  const rows = await eventsOfProject.all(ctx, { ...page, projectId: project.id });
  return viewPage(ctx, rows, { list, limit });
}

function startOf(list: string, cursor: string | undefined): string {
  if (cursor === undefined) return NEWEST;
  const [before] = positionAt(list, cursor, (position) => Place.safeParse(position).data);
  return before;
}

/** One event more than asked for tells whether there is a next page. */
async function viewPage(
  ctx: QueryContext,
  rows: EventRow[],
  { list, limit }: { list: string; limit: number },
): Promise<Page> {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const names = await namesOf(ctx, page);
  const seen = await tasksOf(ctx, page);
  return {
    entries: page.map((event) => ({
      ...event,
      actorName: names.get(event.actorId ?? "") ?? null,
      task: seen.get(event.threadId ?? "") ?? null,
    })),
    nextCursor: rows.length > limit && last ? cursorOf(list, [last.id]) : null,
  };
}

async function namesOf({ db }: QueryContext, page: EventRow[]): Promise<Map<string, string>> {
  const ids = distinct(page.map((event) => event.actorId));
  if (ids.length === 0) return new Map();
  const rows = await db.select({ id: users.id, name: users.name }).from(users).where(inArray(users.id, ids));
  return new Map(rows.map(({ id, name }) => [id, name]));
}

async function tasksOf(
  { db, actor }: QueryContext,
  page: EventRow[],
): Promise<Map<string, Page["entries"][number]["task"]>> {
  const ids = distinct(page.map((event) => event.threadId));
  if (ids.length === 0) return new Map();
  const rows = await db
    .select({ id: tasks.id, number: tasks.number, title: tasks.title })
    .from(tasks)
    .where(and(inArray(tasks.id, ids), isNull(tasks.deletedAt), taskRules.visible(db, actor)));
  return new Map(rows.map((task) => [task.id, task]));
}

function distinct(ids: (string | null)[]): string[] {
  return [...new Set(ids.filter((id) => id !== null))];
}
