import { randomUUID } from "node:crypto";
import { DrizzlePostgreSQLAdapter } from "@lucia-auth/adapter-drizzle";
import { asc, desc, eq, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/node-postgres";
import pg from "pg";
import { newTask, rankBehind } from "./new-task.mjs";
import { readsOf } from "./reads.mjs";
import * as schema from "./schema-postgres.mjs";

const { events, projects, statuses, tasks } = schema;
const db = drizzle(new pg.Pool({ connectionString: process.env.BENCH_DATABASE }));

export const adapter = new DrizzlePostgreSQLAdapter(db, schema.sessions, schema.users);
export const { membership, workspacesOf, listTasks, getTask } = readsOf(db, schema);

export async function createTask(userId, { projectId, title }) {
  const seen = await membership(userId, projectId);
  if (!seen || seen.role === "viewer") return undefined;
  const id = randomUUID();
  await db.transaction(async (tx) => {
    const [status] = await tx
      .select({ id: statuses.id })
      .from(statuses)
      .where(eq(statuses.projectId, projectId))
      .orderBy(asc(statuses.rank))
      .limit(1);
    const [{ number }] = await tx
      .update(projects)
      .set({ lastTaskNumber: sql`${projects.lastTaskNumber} + 1` })
      .where(eq(projects.id, projectId))
      .returning({ number: projects.lastTaskNumber });
    const [last] = await tx
      .select({ rank: tasks.rank })
      .from(tasks)
      .where(eq(tasks.projectId, projectId))
      .orderBy(desc(tasks.rank))
      .limit(1);
    const rank = rankBehind(last, number);
    const made = newTask({ id, userId, projectId, title, statusId: status.id, number, rank, ...seen });
    await tx.insert(tasks).values(made.task);
    await tx.insert(events).values(made.event);
  });
  return getTask(userId, { id });
}
