import { createHash } from "node:crypto";
import { fold } from "../../../packages/database/src/values.ts";
import { idOf, PEOPLE, SESSIONS, type Size, START, tokenOf, WORKSPACES } from "./sample.ts";

const DAY_MS = 86_400_000;
const STATUSES = 5;
const LABELS = 4;
const TASKS_AT_ONCE = 5_000;
const categories = ["backlog", "todo", "doing", "done", "cancelled"] as const;
const priorities = ["none", "low", "medium", "high", "urgent"] as const;
const at = new Date(START);

/** All rows, in parts of some thousands, in an order that satisfies the references. */
export function* rowsOf(size: Size): Generator<{ table: string; rows: object[] }> {
  for (const [table, rows] of Object.entries(surroundings(size))) yield { table, rows };
  const allProjects = WORKSPACES * size.projects;
  for (let from = 0; from < size.tasks; from += TASKS_AT_ONCE) {
    const numbers = range(Math.min(TASKS_AT_ONCE, size.tasks - from)).map((n) => from + n);
    yield { table: "tasks", rows: numbers.map((n) => taskRow(n, allProjects)) };
    yield { table: "task_labels", rows: numbers.flatMap((n) => labelRows(n, allProjects)) };
  }
}

export const snakeCase = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

function surroundings({ tasks, projects }: Size) {
  const now = new Date();
  const expiresAt = new Date(now.getTime() + 29 * DAY_MS);
  const allProjects = WORKSPACES * projects;
  return {
    users: range(PEOPLE).map((n) => ({
      id: idOf("user", n),
      email: `p${n}@example.com`,
      name: `Person ${n}`,
      createdAt: at,
    })),
    sessions: range(SESSIONS).map((n) => ({
      id: createHash("sha256").update(tokenOf(n)).digest("hex"),
      userId: idOf("user", n % PEOPLE),
      createdAt: now,
      lastSeenAt: now,
      expiresAt,
    })),
    workspaces: range(WORKSPACES).map((n) => ({
      id: idOf("workspace", n),
      name: `Workspace ${n}`,
      slug: `w${n}`,
      createdAt: at,
    })),
    members: range(PEOPLE).map((n) => ({
      workspaceId: idOf("workspace", n % WORKSPACES),
      userId: idOf("user", n),
      role: "member",
      joinedAt: at,
    })),
    projects: range(allProjects).map((n) => ({
      id: idOf("project", n),
      workspaceId: idOf("workspace", n % WORKSPACES),
      key: `P${n}`,
      name: `Project ${n}`,
      description: "",
      lastTaskNumber: Math.ceil(tasks / allProjects),
      createdAt: at,
    })),
    statuses: range(allProjects * STATUSES).map((n) => ({
      id: idOf("status", n),
      projectId: idOf("project", Math.floor(n / STATUSES)),
      name: `Status ${n % STATUSES}`,
      category: categories[n % STATUSES],
      rank: `a${n % STATUSES}`,
    })),
    labels: range(allProjects * LABELS).map((n) => ({
      id: idOf("label", n),
      projectId: idOf("project", Math.floor(n / LABELS)),
      name: `Label ${n % LABELS}`,
      color: "blue",
    })),
  };
}

/** The n-th task: in the n-th project, round and round. */
function taskRow(n: number, allProjects: number) {
  const [project, number] = [n % allProjects, Math.floor(n / allProjects) + 1];
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
    statusId: idOf("status", project * STATUSES + (n % 4)),
    priority: priorities[n % priorities.length],
    assigneeId: n % 3 === 0 ? null : idOf("user", project % WORKSPACES),
    dueOn: n % 4 === 0 ? "2026-12-24" : null,
    estimate: n % 5 === 0 ? null : n % 5,
    rank: `b${number.toString(36).padStart(8, "0")}1`,
    version: 1,
    createdBy: idOf("user", project % WORKSPACES),
    createdAt,
    updatedAt: createdAt,
  };
}

/** Its labels: none, one or two. */
function labelRows(n: number, allProjects: number) {
  return range(n % 3).map((k) => ({
    taskId: idOf("task", n),
    labelId: idOf("label", (n % allProjects) * LABELS + k),
  }));
}

function range(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i);
}
