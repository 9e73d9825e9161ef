// The tables of the product as a peer's documentation would declare them.
import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

const moment = (name) => integer(name, { mode: "timestamp_ms" });

export const users = sqliteTable("users", { id: text().primaryKey(), email: text().notNull(), name: text().notNull() });

// Lucia's own adapter wants seconds; the column holds what the benchmark's set-up put there for it.
export const sessions = sqliteTable("lucia_sessions", {
  id: text().primaryKey(),
  userId: text("user_id").notNull(),
  expiresAt: integer("expires_at").notNull(),
});

export const members = sqliteTable("members", {
  workspaceId: text("workspace_id").notNull(),
  userId: text("user_id").notNull(),
  role: text().notNull(),
});

export const projects = sqliteTable("projects", {
  id: text().primaryKey(),
  workspaceId: text("workspace_id").notNull(),
  key: text().notNull(),
  lastTaskNumber: integer("last_task_number").notNull(),
});

export const statuses = sqliteTable("statuses", {
  id: text().primaryKey(),
  projectId: text("project_id").notNull(),
  rank: text().notNull(),
});

export const tasks = sqliteTable("tasks", {
  id: text().primaryKey(),
  workspaceId: text("workspace_id").notNull(),
  projectId: text("project_id").notNull(),
  number: integer().notNull(),
  title: text().notNull(),
  titleFolded: text("title_folded").notNull(),
  body: text().notNull(),
  statusId: text("status_id").notNull(),
  priority: text().notNull(),
  assigneeId: text("assignee_id"),
  dueOn: text("due_on"),
  estimate: integer(),
  parentId: text("parent_id"),
  rank: text().notNull(),
  version: integer().notNull(),
  createdBy: text("created_by"),
  createdAt: moment("created_at").notNull(),
  updatedAt: moment("updated_at").notNull(),
  closedAt: moment("closed_at"),
  deletedAt: moment("deleted_at"),
  origin: text({ mode: "json" }),
});

export const taskLabels = sqliteTable("task_labels", {
  taskId: text("task_id").notNull(),
  labelId: text("label_id").notNull(),
});

export const events = sqliteTable("events", {
  id: text().primaryKey(),
  name: text().notNull(),
  at: moment("at").notNull(),
  actorKind: text("actor_kind").notNull(),
  actorId: text("actor_id"),
  requestId: text("request_id").notNull(),
  subjectId: text("subject_id").notNull(),
  threadId: text("thread_id"),
  containerId: text("container_id"),
  tenantId: text("tenant_id"),
  data: text({ mode: "json" }).notNull(),
});
