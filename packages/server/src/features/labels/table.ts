import { column } from "@plinth/database";
import { projects } from "../projects/table.ts";
import { labelColors } from "./colors.ts";

const { table, id, ref, text, oneOf, unique } = column;

export const labels = table(
  "labels",
  {
    id: id(),
    projectId: ref(() => projects.id, { onDelete: "cascade" }).notNull(),
    name: text().notNull(),
    color: oneOf(labelColors).notNull(),
  },
  (label) => [unique("labels_name").on(label.projectId, label.name)],
);

export type Label = typeof labels.$inferSelect;
