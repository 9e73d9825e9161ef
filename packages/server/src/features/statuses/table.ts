import { column } from "@plinth/database";
import { projects } from "../projects/table.ts";
import { categories } from "./categories.ts";

const { table, id, ref, text, oneOf, unique } = column;

export const statuses = table(
  "statuses",
  {
    id: id(),
    projectId: ref(() => projects.id, { onDelete: "cascade" }).notNull(),
    name: text().notNull(),
    category: oneOf(categories).notNull(),
    /** A fractional rank: the order of the board's columns. */
    rank: text().notNull(),
  },
  (status) => [
    unique("statuses_rank").on(status.projectId, status.rank),
    unique("statuses_name").on(status.projectId, status.name),
  ],
);

export type Status = typeof statuses.$inferSelect;
