import type { Database } from "@plinth/database";
import { comments, labels, members, projects, statuses, taskLabels, tasks, workspaces } from "../src/tables.ts";

/** Every rule of the product that the rows themselves break, whatever was called before. */
export async function brokenRules({ read }: Database): Promise<string[]> {
  const { id, number, workspaceId, projectId, statusId, assigneeId, parentId, closedAt } = tasks;
  const places = { id, number, workspaceId, projectId, statusId, assigneeId, parentId, closedAt };
  const all = {
    workspaces: await read.select().from(workspaces),
    members: await read.select().from(members),
    projects: byId(await read.select().from(projects)),
    statuses: byId(await read.select().from(statuses)),
    labels: byId(await read.select().from(labels)),
    tasks: byId(await read.select(places).from(tasks)),
    taskLabels: await read.select().from(taskLabels),
    comments: await read
      .select({ id: comments.id, taskId: comments.taskId, workspaceId: comments.workspaceId })
      .from(comments),
  };
  const broken: string[] = [];
  const expect = (holds: boolean, rule: string) => void (holds || broken.push(rule));

  for (const { id } of all.workspaces) {
    expect(
      all.members.some(({ workspaceId, role }) => workspaceId === id && role === "owner"),
      `workspace ${id} has no owner`,
    );
  }
  for (const { id, lastTaskNumber } of all.projects.values()) {
    const numbers = [...all.tasks.values()].filter(({ projectId }) => projectId === id).map(({ number }) => number);
    const gapless = numbers.sort((a, b) => a - b).every((number, at) => number === at + 1);
    expect(gapless && numbers.length === lastTaskNumber, `project ${id} numbers its tasks ${numbers}`);
    expect(
      [...all.statuses.values()].some(({ projectId }) => projectId === id),
      `project ${id} has no status`,
    );
  }
  const team = new Set(all.members.map(({ workspaceId, userId }) => `${workspaceId} ${userId}`));
  for (const task of all.tasks.values()) {
    const { id, projectId, workspaceId, statusId, assigneeId, parentId } = task;
    const status = all.statuses.get(statusId);
    const closed = status?.category === "done" || status?.category === "cancelled";
    expect(
      all.projects.get(projectId)?.workspaceId === workspaceId,
      `task ${id} is in another workspace than its project`,
    );
    expect(status?.projectId === projectId, `task ${id} has a status of another project`);
    expect(
      closed === (task.closedAt !== null),
      `task ${id} is closed at ${task.closedAt} in a status ${status?.category}`,
    );
    expect(!assigneeId || team.has(`${workspaceId} ${assigneeId}`), `task ${id} is assigned to someone outside`);
    expect(!parentId || all.tasks.get(parentId)?.projectId === projectId, `task ${id} is part of one elsewhere`);
    expect(!ancestorsOf(parentId, all.tasks).includes(id), `task ${id} is a part of itself`);
  }
  for (const { taskId, labelId } of all.taskLabels) {
    expect(
      all.labels.get(labelId)?.projectId === all.tasks.get(taskId)?.projectId,
      `task ${taskId} has a label from elsewhere`,
    );
  }
  for (const { id, taskId, workspaceId } of all.comments) {
    expect(all.tasks.get(taskId)?.workspaceId === workspaceId, `comment ${id} is in another workspace than its task`);
  }
  return broken;
}

function byId<Row extends { id: string }>(rows: Row[]): Map<string, Row> {
  return new Map(rows.map((row) => [row.id, row]));
}

function ancestorsOf(parentId: string | null, tasks: Map<string, { parentId: string | null }>): string[] {
  const found: string[] = [];
  for (let at = parentId; at && !found.includes(at); at = tasks.get(at)?.parentId ?? null) found.push(at);
  return found;
}
