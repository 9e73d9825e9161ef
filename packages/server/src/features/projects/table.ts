import { column } from "@plinth/database";
import { workspaces } from "../workspaces/table.ts";

const { table, id, ref, text, integer, moment, unique } = column;

export const projects = table(
  "projects",
  {
    id: id(),
    workspaceId: ref(() => workspaces.id, { onDelete: "cascade" }).notNull(),
    /** Names its tasks: `APO` makes `APO-12`. */
    key: text().notNull(),
    name: text().notNull(),
    description: text().notNull(),
    /** The number of the newest task. Raised in the transaction that makes a task, so numbers have no gaps. */
    lastTaskNumber: integer().notNull(),
    createdAt: moment().notNull(),
    archivedAt: moment(),
  },
  (project) => [unique("projects_key").on(project.workspaceId, project.key)],
);

export type Project = typeof projects.$inferSelect;
