// The tables of the product on Postgres, as a peer's documentation would declare them.
import { bigint, jsonb, pgTable, text, timestamp, uuid } from "drizzle-orm/pg-core";

const moment = (name) => timestamp(name, { withTimezone: true, precision: 3, mode: "date" });
const integer = (name) => bigint(name, { mode: "number" });

export const users = pgTable("users", { id: uuid().primaryKey(), email: text().notNull(), name: text().notNull() });

export const sessions = pgTable("lucia_sessions", {
  id: text().primaryKey(),
  userId: uuid("user_id").notNull(),
  expiresAt: timestamp("expires_at", { withTimezone: true, mode: "date" }).notNull(),
});

export const members = pgTable("members", {
  workspaceId: uuid("workspace_id").notNull(),
  userId: uuid("user_id").notNull(),
  role: text().notNull(),
});

export const projects = pgTable("projects", {
  id: uuid().primaryKey(),
  workspaceId: uuid("workspace_id").notNull(),
  key: text().notNull(),
  lastTaskNumber: integer("last_task_number").notNull(),
});

export const statuses = pgTable("statuses", {
  id: uuid().primaryKey(),
  projectId: uuid("project_id").notNull(),
  rank: text().notNull(),
});

export const tasks = pgTable("tasks", {
  id: uuid().primaryKey(),
  workspaceId: uuid("workspace_id").notNull(),
  projectId: uuid("project_id").notNull(),
  number: integer("number").notNull(),
  title: text().notNull(),
  titleFolded: text("title_folded").notNull(),
  body: text().notNull(),
  statusId: uuid("status_id").notNull(),
  priority: text().notNull(),
  assigneeId: uuid("assignee_id"),
  dueOn: text("due_on"),
  estimate: integer("estimate"),
  parentId: uuid("parent_id"),
  rank: text().notNull(),
  version: integer("version").notNull(),
  createdBy: uuid("created_by"),
  createdAt: moment("created_at").notNull(),
  updatedAt: moment("updated_at").notNull(),
  closedAt: moment("closed_at"),
  deletedAt: moment("deleted_at"),
  origin: jsonb(),
});

export const taskLabels = pgTable("task_labels", {
  taskId: uuid("task_id").notNull(),
  labelId: uuid("label_id").notNull(),
});

export const events = pgTable("events", {
  id: uuid().primaryKey(),
  name: text().notNull(),
  at: moment("at").notNull(),
  actorKind: text("actor_kind").notNull(),
  actorId: text("actor_id"),
  requestId: text("request_id").notNull(),
  subjectId: text("subject_id").notNull(),
  threadId: text("thread_id"),
  containerId: text("container_id"),
  tenantId: text("tenant_id"),
  data: jsonb().notNull(),
});
