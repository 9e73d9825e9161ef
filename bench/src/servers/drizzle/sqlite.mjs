import { randomUUID } from "node:crypto";
import { DrizzleSQLiteAdapter } from "@lucia-auth/adapter-drizzle";
import Database from "better-sqlite3";
import { asc, desc, eq, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/better-sqlite3";
import { newTask, rankBehind } from "./new-task.mjs";
import { readsOf } from "./reads.mjs";
import * as schema from "./schema-sqlite.mjs";

const { events, projects, statuses, tasks } = schema;
const client = new Database(process.env.BENCH_DATABASE);
client.pragma("journal_mode = WAL");
client.pragma(`synchronous = ${process.env.BENCH_SYNC}`);
const db = drizzle(client);

export const adapter = new DrizzleSQLiteAdapter(db, schema.sessions, schema.users);
export const { membership, workspacesOf, listTasks, getTask } = readsOf(db, schema);

// Drizzle's transactions on this driver are synchronous.
export async function createTask(userId, { projectId, title }) {
  const seen = await membership(userId, projectId);
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
      const rank = rankBehind(last, number);
      const made = newTask({ id, userId, projectId, title, statusId: status.id, number, rank, ...seen });
      tx.insert(tasks).values(made.task).run();
      tx.insert(events).values(made.event).run();
    },
    { behavior: "immediate" },
  );
  return getTask(userId, { id });
}
