import { randomUUID } from "node:crypto";

/** The rank behind the last one of a project. */
export const rankBehind = (last, number) => `c${String(number).padStart(9, "0")}${last?.rank.at(-1) ?? "V"}`;

/** The rows that a new task is: itself and its event. */
export function newTask({ id, userId, projectId, workspaceId, title, statusId, number, rank }) {
  const now = new Date();
  const task = {
    id,
    workspaceId,
    projectId,
    number,
    title,
    titleFolded: title.toLowerCase(),
    body: "",
    statusId,
    priority: "none",
    rank,
    version: 1,
    createdBy: userId,
    createdAt: now,
    updatedAt: now,
  };
  const event = {
    id: randomUUID(),
    name: "task.created",
    at: now,
    actorKind: "user",
    actorId: userId,
    requestId: randomUUID(),
    subjectId: id,
    threadId: id,
    containerId: projectId,
    tenantId: workspaceId,
    data: {},
  };
  return { task, event };
}
