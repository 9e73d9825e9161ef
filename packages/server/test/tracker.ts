import { one } from "@plinth/database";
import { eq } from "drizzle-orm";
import { generateNKeysBetween } from "fractional-indexing";
import { tasks } from "../src/tables.ts";
import { createTeam } from "./team.ts";
import type { TestApp } from "./test-app.ts";

/** A project of the team of `createTeam`, and the ids of its statuses by name. */
export interface Tracker {
  workspaceId: string;
  projectId: string;
  status: Record<"Backlog" | "Todo" | "In progress" | "Done" | "Cancelled", string>;
}

/** The team with one project, `APO`, made by `adam`. */
export async function createTracker(app: TestApp): Promise<Tracker> {
  const { workspaceId } = await createTeam(app);
  return { workspaceId, ...(await addProject(app, workspaceId, "APO")) };
}

/** Another project of the team. */
export async function addProject(
  app: TestApp,
  workspaceId: string,
  key: string,
): Promise<Omit<Tracker, "workspaceId">> {
  const { id: projectId } = await app.as("adam").projects.create({ workspaceId, key, name: `Project ${key}` });
  const statuses = await app.as("adam").statuses.list({ projectId });
  // Safe because a new project has exactly these.
  const status = Object.fromEntries(statuses.map(({ name, id }) => [name, id])) as Tracker["status"];
  return { projectId, status };
}

/** Tasks with these titles, made by `mona` one after the other. */
export async function addTasks<const Titles extends readonly string[]>(
  app: TestApp,
  projectId: string,
  titles: Titles,
): Promise<{ -readonly [At in keyof Titles]: MadeTask }> {
  const made: MadeTask[] = [];
  for (const title of titles) made.push(await app.as("mona").tasks.create({ projectId, title }));
  // Safe because there is one task per title.
  return made as { -readonly [At in keyof Titles]: MadeTask };
}

/** Copies of a task, straight into the database: hundreds of them, without the time that hundreds of calls take. */
export async function addCopies(app: TestApp, { id }: MadeTask, howMany: number): Promise<string[]> {
  return app.database.write(async (db) => {
    const { id: _, ...row } = await one(db.select().from(tasks).where(eq(tasks.id, id)));
    const ranks = generateNKeysBetween(row.rank, null, howMany);
    const copies = ranks.map((rank, at) => ({ ...row, rank, number: row.number + at + 1 }));
    const made = await db.insert(tasks).values(copies).returning({ id: tasks.id });
    return made.map((copy) => copy.id);
  });
}

export type MadeTask = Awaited<ReturnType<ReturnType<TestApp["as"]>["tasks"]["create"]>>;
