import { createHash } from "node:crypto";
import { openDatabase } from "../../packages/database/src/index.ts";
import { fold } from "../../packages/database/src/values.ts";
import * as tables from "../../packages/server/src/tables.ts";

// The data every subject serves: the product's own schema, filled the same way for all of them.

/** How much there is. Fixed: 10 workspaces of 10 projects, 1,000 people, 100 in each workspace. */
export interface Size {
  tasks: number;
}

/** What a load needs to know of the data. */
export interface Sample {
  token: string;
  userId: string;
  projectId: string;
  statusId: string;
  taskIds: string[];
}

const WORKSPACES = 10;
const PROJECTS_EACH = 10;
const PEOPLE = 1_000;
const CHUNK = 200;
const DAY_MS = 86_400_000;
// Fixed, so that every run serves the same bytes.
const START = Date.UTC(2026, 0, 1);

const hex = (n: number, digits: number) => n.toString(16).padStart(digits, "0");
const kinds = { user: 1, workspace: 2, project: 3, status: 4, label: 5, task: 6 } as const;

/** A UUIDv7-shaped id: tasks made later sort later. */
export function idOf(kind: keyof typeof kinds, n: number): string {
  const ms = hex(START + n, 12);
  return `${ms.slice(0, 8)}-${ms.slice(8)}-7${hex(kinds[kind], 3)}-8000-${hex(n, 12)}`;
}

export const tokenOf = (person: number) => `benchmarktoken${person}`;

/** Fills an empty database and returns 1,000 samples: each person with a project of theirs and some of its tasks. */
export async function fill(url: string, migrations: string, { tasks }: Size): Promise<Sample[]> {
  const database = await openDatabase({ url, migrations, writeLimitMs: 600_000 });
  const insert = async <T extends object>(table: Parameters<typeof insertOf>[1], rows: T[]) => {
    for (let i = 0; i < rows.length; i += CHUNK) {
      await database.write((db) => insertOf(db, table, rows.slice(i, i + CHUNK)));
    }
  };
  const now = new Date();
  const at = new Date(START);
  const range = (count: number) => Array.from({ length: count }, (_, i) => i);

  await insert(
    tables.users,
    range(PEOPLE).map((n) => ({ id: idOf("user", n), email: `p${n}@example.com`, name: `Person ${n}`, createdAt: at })),
  );
  await insert(
    tables.sessions,
    range(PEOPLE).map((n) => ({
      id: createHash("sha256").update(tokenOf(n)).digest("hex"),
      userId: idOf("user", n),
      createdAt: now,
      lastSeenAt: now,
      expiresAt: new Date(now.getTime() + 29 * DAY_MS),
    })),
  );
  await insert(
    tables.workspaces,
    range(WORKSPACES).map((n) => ({ id: idOf("workspace", n), name: `Workspace ${n}`, slug: `w${n}`, createdAt: at })),
  );
  await insert(
    tables.members,
    range(PEOPLE).map((n) => ({
      workspaceId: idOf("workspace", n % WORKSPACES),
      userId: idOf("user", n),
      role: "member",
      joinedAt: at,
    })),
  );
  const projects = WORKSPACES * PROJECTS_EACH;
  const each = Math.ceil(tasks / projects);
  await insert(
    tables.projects,
    range(projects).map((n) => ({
      id: idOf("project", n),
      workspaceId: idOf("workspace", n % WORKSPACES),
      key: `P${n}`,
      name: `Project ${n}`,
      description: "",
      lastTaskNumber: each,
      createdAt: at,
    })),
  );
  const categories = ["backlog", "todo", "doing", "done", "cancelled"] as const;
  await insert(
    tables.statuses,
    range(projects * 5).map((n) => ({
      id: idOf("status", n),
      projectId: idOf("project", Math.floor(n / 5)),
      name: `Status ${n % 5}`,
      category: categories[n % 5],
      rank: `a${n % 5}`,
    })),
  );
  await insert(
    tables.labels,
    range(projects * 4).map((n) => ({
      id: idOf("label", n),
      projectId: idOf("project", Math.floor(n / 4)),
      name: `Label ${n % 4}`,
      color: "blue",
    })),
  );
  await insertTasks(insert, { tasks, projects });
  await database.close();
  return range(PEOPLE).map((n) => sampleOf(n, { projects, each }));
}

async function insertTasks(
  insert: <T extends object>(table: Parameters<typeof insertOf>[1], rows: T[]) => Promise<void>,
  { tasks, projects }: { tasks: number; projects: number },
): Promise<void> {
  const priorities = ["none", "low", "medium", "high", "urgent"];
  for (let from = 0; from < tasks; from += 5_000) {
    const numbers = Array.from({ length: Math.min(5_000, tasks - from) }, (_, i) => from + i);
    await insert(
      tables.tasks,
      numbers.map((n) => {
        const [project, number] = [n % projects, Math.floor(n / projects) + 1];
        const title = `Task ${n}: make the ${n % 7 === 0 ? "“quoted” " : ""}thing number ${n % 1_000} work`;
        const createdAt = new Date(START + n * 1_000);
        return {
          id: idOf("task", n),
          workspaceId: idOf("workspace", project % WORKSPACES),
          projectId: idOf("project", project),
          number,
          title,
          titleFolded: fold(title),
          body: `What to do about ${n}. ${"Some more words. ".repeat(n % 10)}`,
          statusId: idOf("status", project * 5 + (n % 4)),
          priority: priorities[n % 5],
          assigneeId: n % 3 === 0 ? null : idOf("user", project % WORKSPACES),
          dueOn: n % 4 === 0 ? "2026-12-24" : null,
          estimate: n % 5 === 0 ? null : n % 5,
          rank: `b${number.toString(36).padStart(8, "0")}1`,
          version: 1,
          createdBy: idOf("user", project % WORKSPACES),
          createdAt,
          updatedAt: createdAt,
        };
      }),
    );
    await insert(
      tables.taskLabels,
      numbers.flatMap((n) =>
        Array.from({ length: n % 3 }, (_, k) => ({
          taskId: idOf("task", n),
          labelId: idOf("label", (n % projects) * 4 + k),
        })),
      ),
    );
  }
}

function sampleOf(n: number, { projects, each }: { projects: number; each: number }): Sample {
  const project = (n % WORKSPACES) + WORKSPACES * (Math.floor(n / WORKSPACES) % PROJECTS_EACH);
  return {
    token: tokenOf(n),
    userId: idOf("user", n),
    projectId: idOf("project", project),
    statusId: idOf("status", project * 5),
    taskIds: Array.from({ length: 10 }, (_, k) => idOf("task", project + projects * ((n * 13 + k * 101) % each))),
  };
}

type Write = Parameters<Parameters<Awaited<ReturnType<typeof openDatabase>>["write"]>[0]>[0];

async function insertOf(db: Write, table: Parameters<Write["insert"]>[0], rows: object[]): Promise<void> {
  if (rows.length > 0) await db.insert(table).values(rows as never);
}
