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
    /** Since when nobody gets in who has no second factor; `null` where everybody does. */
    secondFactorRequiredSince: moment(),
  },
  (workspace) => [unique("workspaces_slug").on(workspace.slug)],
);

export type Workspace = typeof workspaces.$inferSelect;
