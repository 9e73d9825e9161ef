// The tables of the product as Remult entities: who may see a task is its prefilter, what a new task brings along is in its hooks. Relations
// are left out of Remult's REST answers, so what needs them in one request is a backend method, in `tasks.mjs`.
import { randomUUID } from "node:crypto";
import { describeEntity, Fields, Relations, remult, repo, Validators } from "remult";

// Moments are kept as milliseconds.
const moment = (dbName) =>
  Fields.date({
    dbName,
    allowNull: true,
    valueConverter: {
      fromDb: (value) => (value === null ? null : new Date(value)),
      toDb: (value) => (value ? value.getTime() : null),
      toJson: (value) => value?.toISOString() ?? null,
      fromJson: (value) => (value ? new Date(value) : null),
      fieldTypeInDb: "integer",
    },
  });
const text = (dbName, options) => Fields.string({ dbName, allowNull: true, ...options });
const whole = (dbName) => Fields.integer({ dbName, allowNull: true });

export class Session {}
describeEntity(
  Session,
  "sessions",
  { id: Fields.string(), userId: text("user_id"), expiresAt: whole("expires_at") },
  { dbName: "lucia_sessions", allowApiCrud: false },
);

export class User {}
describeEntity(
  User,
  "users",
  { id: Fields.string(), email: Fields.string(), name: Fields.string() },
  { allowApiCrud: false },
);

export class Member {}
describeEntity(
  Member,
  "members",
  { workspaceId: text("workspace_id"), userId: text("user_id"), role: Fields.string() },
  { id: ["workspaceId", "userId"], allowApiCrud: false },
);

export class Project {}
describeEntity(
  Project,
  "projects",
  {
    id: Fields.string(),
    workspaceId: text("workspace_id"),
    key: Fields.string(),
    lastTaskNumber: whole("last_task_number"),
  },
  { allowApiCrud: false },
);

export class Status {}
describeEntity(
  Status,
  "statuses",
  { id: Fields.string(), projectId: text("project_id"), rank: Fields.string() },
  { allowApiCrud: false },
);

export class TaskLabel {}
describeEntity(
  TaskLabel,
  "task_labels",
  { taskId: text("task_id"), labelId: text("label_id") },
  { id: ["taskId", "labelId"], allowApiCrud: false },
);

export class Event {}
describeEntity(
  Event,
  "events",
  {
    id: Fields.string(),
    name: Fields.string(),
    at: moment("at"),
    actorKind: text("actor_kind"),
    actorId: text("actor_id"),
    requestId: text("request_id"),
    subjectId: text("subject_id"),
    threadId: text("thread_id"),
    containerId: text("container_id"),
    tenantId: text("tenant_id"),
    data: Fields.object(),
  },
  { allowApiCrud: false },
);

const labels = Relations.toMany(() => TaskLabel, "taskId");

const summary = {
  id: Fields.string(),
  projectId: text("project_id"),
  number: whole("number"),
  title: text("title", { validate: [Validators.minLength(1), Validators.maxLength(300)] }),
  statusId: text("status_id"),
  priority: text("priority"),
  assigneeId: text("assignee_id"),
  dueOn: text("due_on"),
  estimate: whole("estimate"),
  parentId: text("parent_id"),
  rank: text("rank"),
  version: whole("version"),
  createdAt: moment("created_at"),
  updatedAt: moment("updated_at"),
  closedAt: moment("closed_at"),
};

/** Those of the workspaces a person belongs to. */
async function seenByCaller() {
  const memberships = await repo(Member).find({ where: { userId: remult.user.id } });
  return { workspaceId: memberships.map(({ workspaceId }) => workspaceId), deletedAt: null };
}

/** A task as lists show it. */
export class TaskSummary {}
describeEntity(
  TaskSummary,
  "task-summaries",
  {
    ...summary,
    workspaceId: text("workspace_id", { includeInApi: false }),
    deletedAt: Fields.integer({ dbName: "deleted_at", allowNull: true, includeInApi: false }),
    labels,
  },
  { dbName: "tasks", allowApiCrud: false, backendPrefilter: seenByCaller },
);

export class Subtask {}
describeEntity(
  Subtask,
  "subtasks",
  {
    id: Fields.string(),
    number: whole("number"),
    title: Fields.string(),
    statusId: text("status_id"),
    parentId: text("parent_id"),
  },
  { dbName: "tasks", allowApiCrud: false },
);

export class Task {}
describeEntity(
  Task,
  "tasks",
  {
    ...summary,
    workspaceId: text("workspace_id"),
    body: text("body"),
    titleFolded: text("title_folded", { includeInApi: false }),
    createdBy: text("created_by"),
    deletedAt: moment("deleted_at"),
    origin: Fields.object({ allowNull: true }),
    labels,
    subtasks: Relations.toMany(() => Subtask, { field: "parentId", findOptions: { orderBy: { number: "asc" } } }),
    project: Relations.toOne(() => Project, "projectId"),
  },
  {
    allowApiCrud: false,
    backendPrefilter: seenByCaller,
    saving: complete,
    saved: record,
  },
);

/** Gives a new task its number, its place and what else the product decides. */
async function complete(task, { isNew, preventDefault }) {
  if (!isNew) return;
  const project = await repo(Project).findId(task.projectId);
  const member =
    project && (await repo(Member).findFirst({ workspaceId: project.workspaceId, userId: remult.user.id }));
  if (!member || member.role === "viewer") {
    preventDefault();
    throw new Error("there is no such project");
  }
  const status = await repo(Status).findFirst({ projectId: project.id }, { orderBy: { rank: "asc" } });
  const { lastTaskNumber } = await repo(Project).update(project.id, { lastTaskNumber: project.lastTaskNumber + 1 });
  const [last] = await repo(TaskSummary).find({
    where: { projectId: project.id },
    orderBy: { rank: "desc" },
    limit: 1,
  });
  const now = new Date();
  Object.assign(task, {
    id: randomUUID(),
    workspaceId: project.workspaceId,
    number: lastTaskNumber,
    titleFolded: task.title.toLowerCase(),
    body: "",
    statusId: status.id,
    priority: "none",
    rank: `c${String(lastTaskNumber).padStart(9, "0")}${last?.rank.at(-1) ?? "V"}`,
    version: 1,
    createdBy: remult.user.id,
    createdAt: now,
    updatedAt: now,
  });
}

async function record(task, { isNew }) {
  if (!isNew) return;
  await repo(Event).insert({
    id: randomUUID(),
    name: "task.created",
    at: task.createdAt,
    actorKind: "user",
    actorId: remult.user.id,
    requestId: randomUUID(),
    subjectId: task.id,
    threadId: task.id,
    containerId: task.projectId,
    tenantId: task.workspaceId,
    data: {},
  });
}

export const entities = [Session, User, Member, Project, Status, TaskLabel, Event, TaskSummary, Subtask, Task];
