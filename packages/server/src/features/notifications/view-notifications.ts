import type { Read } from "@plinth/database";
import { inArray } from "drizzle-orm";
import type { z } from "zod";
import { users } from "../accounts/table.ts";
import { comments } from "../comments/table.ts";
import { projects } from "../projects/table.ts";
import { tasks } from "../tasks/table.ts";
import { workspaces } from "../workspaces/table.ts";
import type { NotificationView } from "./outputs.ts";
import type { Notification } from "./table.ts";
import { distinct } from "./visible-notifications.ts";

type View = z.input<typeof NotificationView>;

const MOST_NAMED = 3;
const EXCERPT = 160;

/** Notifications in words of now. Their reader was found to see what they are about. At most 100, in a handful of statements. */
export async function viewNotifications(db: Read, rows: Notification[]): Promise<View[]> {
  if (rows.length === 0) return [];
  const doers = new Map(rows.map((row) => [row.id, distinct([...row.items].reverse().map(({ by }) => by))]));
  const people = await namesOf(
    db,
    [...doers.values()].flatMap((ids) => ids.slice(0, MOST_NAMED)),
  );
  const workspacesById = await workspacesOf(db, rows);
  const projectsById = await projectsOf(db, rows);
  const tasksById = await tasksOf(db, rows);
  const bodies = await bodiesOf(db, rows);
  return rows.flatMap((row) => {
    const workspace = workspacesById.get(row.workspaceId);
    if (!workspace) return [];
    const ids = doers.get(row.id) ?? [];
    return {
      ...row,
      actors: ids.slice(0, MOST_NAMED).flatMap((userId) => {
        const person = people.get(userId);
        return person ? { userId, name: person.name } : [];
      }),
      actorCount: ids.length,
      workspace,
      project: projectsById.get(row.projectId ?? "") ?? null,
      task: tasksById.get(row.taskId ?? "") ?? null,
      excerpt: excerptOf(bodies.get(latestComment(row) ?? "")?.body),
    };
  });
}

async function namesOf(db: Read, doers: string[]) {
  const ids = distinct(doers);
  return byId(
    ids.length === 0
      ? []
      : await db.select({ id: users.id, name: users.name }).from(users).where(inArray(users.id, ids)),
  );
}

async function workspacesOf(db: Read, rows: Notification[]) {
  const { id, slug, name } = workspaces;
  const ids = distinct(rows.map(({ workspaceId }) => workspaceId));
  return byId(await db.select({ id, slug, name }).from(workspaces).where(inArray(id, ids)));
}

async function projectsOf(db: Read, rows: Notification[]) {
  const { id, key, name } = projects;
  const ids = distinct(rows.map(({ projectId }) => projectId));
  return byId(ids.length === 0 ? [] : await db.select({ id, key, name }).from(projects).where(inArray(id, ids)));
}

async function tasksOf(db: Read, rows: Notification[]) {
  const { id, number, title, dueOn } = tasks;
  const ids = distinct(rows.map(({ taskId }) => taskId));
  return byId(
    ids.length === 0 ? [] : await db.select({ id, number, title, dueOn }).from(tasks).where(inArray(id, ids)),
  );
}

async function bodiesOf(db: Read, rows: Notification[]) {
  const { id, body } = comments;
  const ids = distinct(rows.map(latestComment));
  return byId(ids.length === 0 ? [] : await db.select({ id, body }).from(comments).where(inArray(id, ids)));
}

function byId<Row extends { id: string }>(rows: Row[]): Map<string, Row> {
  return new Map(rows.map((row) => [row.id, row]));
}

function latestComment({ kind, items }: Notification): string | null {
  return kind === "commented" || kind === "mentioned" ? (items.at(-1)?.of ?? null) : null;
}

function excerptOf(body: string | undefined): string | null {
  if (body === undefined) return null;
  const words = withoutMarks(body).replace(/\s+/g, " ").trim();
  // Not in the middle of a character that takes two code units.
  return words.length > EXCERPT ? `${words.slice(0, EXCERPT).replace(/[\uD800-\uDBFF]$/, "")}…` : words;
}

/** Markdown as one would read it out: without most of its marks. */
function withoutMarks(body: string): string {
  const prose = body.replace(/!?\[([^\]\n]*)\]\([^)\s]*\)/g, "$1").replace(/^[ \t]*(?:#{1,6}|>)[ \t]+/gm, "");
  return prose.replace(/\*+|~~+|`+/g, "");
}
