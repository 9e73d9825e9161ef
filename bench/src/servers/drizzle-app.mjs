// The same small product on Drizzle and Lucia's own adapter, as their documentation writes it. Every peer that uses Drizzle shares it, so
// that what differs between them is the framework alone.
import { randomUUID } from "node:crypto";
import { DrizzleSQLiteAdapter } from "@lucia-auth/adapter-drizzle";
import Database from "better-sqlite3";
import { and, asc, desc, eq, inArray, isNull, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/better-sqlite3";
import { Lucia } from "lucia";
import { z } from "zod";
import { events, members, projects, sessions, statuses, taskLabels, tasks, users } from "./schema.mjs";

const client = new Database(process.env.BENCH_DATABASE);
client.pragma("journal_mode = WAL");
client.pragma(`synchronous = ${process.env.BENCH_SYNC ?? "FULL"}`);
const db = drizzle(client);

export const lucia = new Lucia(new DrizzleSQLiteAdapter(db, sessions, users), { sessionCookie: { name: "session" } });

export const inputs = {
  list: z.object({ projectId: z.uuid(), limit: z.number().int().min(1).max(200).default(20) }),
  get: z.object({ id: z.uuid() }),
  create: z.object({ projectId: z.uuid(), title: z.string().trim().min(1).max(300) }),
};

/** The person behind a cookie header, or `null`. */
export async function userOf(cookie) {
  const id = lucia.readSessionCookie(cookie ?? "");
  return id ? (await lucia.validateSession(id)).user : null;
}

const summary = {
  id: tasks.id,
  projectId: tasks.projectId,
  number: tasks.number,
  title: tasks.title,
  statusId: tasks.statusId,
  priority: tasks.priority,
  assigneeId: tasks.assigneeId,
  dueOn: tasks.dueOn,
  estimate: tasks.estimate,
  parentId: tasks.parentId,
  rank: tasks.rank,
  version: tasks.version,
  createdAt: tasks.createdAt,
  updatedAt: tasks.updatedAt,
  closedAt: tasks.closedAt,
};

async function membership(tx, userId, projectId) {
  const [found] = await tx
    .select({ role: members.role, workspaceId: projects.workspaceId, key: projects.key })
    .from(projects)
    .innerJoin(members, and(eq(members.workspaceId, projects.workspaceId), eq(members.userId, userId)))
    .where(eq(projects.id, projectId));
  return found;
}

async function withLabels(rows) {
  const ids = rows.map((row) => row.id);
  const pairs = ids.length > 0 ? await db.select().from(taskLabels).where(inArray(taskLabels.taskId, ids)) : [];
  return rows.map((row) => ({
    ...row,
    labelIds: pairs.filter((pair) => pair.taskId === row.id).map((pair) => pair.labelId),
  }));
}

export async function listTasks(userId, { projectId, limit }) {
  if (!(await membership(db, userId, projectId))) return undefined;
  const rows = await db
    .select(summary)
    .from(tasks)
    .where(and(eq(tasks.projectId, projectId), isNull(tasks.deletedAt)))
    .orderBy(desc(tasks.createdAt), desc(tasks.id))
    .limit(limit);
  return { tasks: await withLabels(rows) };
}

export async function getTask(userId, { id }) {
  const [task] = await db
    .select()
    .from(tasks)
    .where(and(eq(tasks.id, id), isNull(tasks.deletedAt)));
  const seen = task && (await membership(db, userId, task.projectId));
  if (!seen) return undefined;
  const [whole] = await withLabels([task]);
  const { titleFolded, ...shown } = whole;
  const subtasks = await db
    .select({ id: tasks.id, number: tasks.number, title: tasks.title, statusId: tasks.statusId })
    .from(tasks)
    .where(and(eq(tasks.parentId, id), isNull(tasks.deletedAt)))
    .orderBy(asc(tasks.number));
  return { ...shown, projectKey: seen.key, subtasks };
}

// Drizzle's transactions on this driver are synchronous.
export async function createTask(userId, { projectId, title }) {
  const seen = await membership(db, userId, projectId);
  if (!seen || seen.role === "viewer") return undefined;
  const id = randomUUID();
  db.transaction(
    (tx) => {
      const status = tx
        .select({ id: statuses.id })
        .from(statuses)
        .where(eq(statuses.projectId, projectId))
        .orderBy(asc(statuses.rank))
        .limit(1)
        .get();
      const { number } = tx
        .update(projects)
        .set({ lastTaskNumber: sql`${projects.lastTaskNumber} + 1` })
        .where(eq(projects.id, projectId))
        .returning({ number: projects.lastTaskNumber })
        .get();
      const last = tx
        .select({ rank: tasks.rank })
        .from(tasks)
        .where(eq(tasks.projectId, projectId))
        .orderBy(desc(tasks.rank))
        .limit(1)
        .get();
      const rank = `c${String(number).padStart(9, "0")}${last?.rank.at(-1) ?? "V"}`;
      const now = new Date();
      tx.insert(tasks)
        .values({
          id,
          workspaceId: seen.workspaceId,
          projectId,
          number,
          title,
          titleFolded: title.toLowerCase(),
          body: "",
          statusId: status.id,
          priority: "none",
          rank,
          version: 1,
          createdBy: userId,
          createdAt: now,
          updatedAt: now,
        })
        .run();
      tx.insert(events)
        .values({
          id: randomUUID(),
          name: "task.created",
          at: now,
          actorKind: "user",
          actorId: userId,
          requestId: randomUUID(),
          subjectId: id,
          threadId: id,
          containerId: projectId,
          tenantId: seen.workspaceId,
          data: {},
        })
        .run();
    },
    { behavior: "immediate" },
  );
  return getTask(userId, { id });
}
