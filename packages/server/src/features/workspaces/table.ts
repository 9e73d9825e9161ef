import { column } from "@plinth/database";

const { table, id, text, moment, unique } = column;

export const workspaces = table(
  "workspaces",
  {
    id: id(),
    name: text().notNull(),
    /** Names the workspace in addresses: `acme`. */
    slug: text().notNull(),
    createdAt: moment().notNull(),
  },
  (workspace) => [unique("workspaces_slug").on(workspace.slug)],
);

export type Workspace = typeof workspaces.$inferSelect;
