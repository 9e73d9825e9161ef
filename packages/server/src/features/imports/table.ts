import { column } from "@plinth/database";
import { users } from "../accounts/table.ts";
import { projects } from "../projects/table.ts";
import { importSources } from "./sources.ts";

const { table, id, ref, oneOf, integer, moment, index } = column;

export const imports = table(
  "imports",
  {
    id: id(),
    projectId: ref(() => projects.id, { onDelete: "cascade" }).notNull(),
    source: oneOf(importSources).notNull(),
    startedBy: ref(() => users.id, { onDelete: "set null" }),
    startedAt: moment().notNull(),
    finishedAt: moment(),
    created: integer().notNull(),
    updated: integer().notNull(),
    unchanged: integer().notNull(),
    rejected: integer().notNull(),
  },
  (run) => [index("imports_project").on(run.projectId, run.startedAt)],
);

export type Import = typeof imports.$inferSelect;
